from hypothesis import settings

# A slow moment on a busy machine is not a fault in the code under test.
settings.register_profile("strands", deadline=None)
settings.load_profile("strands")
