"""Form fields, widgets and page notices in the GOV.UK manner, for every app to use.

They live in the lowest layer so that any app may import them; how they look is decided by the
templates of ``programme``.
"""
