"""Makes the browser files under ``programme/static/vendor`` again from the npm packages.

Only a developer who moves to a newer version runs this (``python -m programme.vendoring``, needs
npm). Running the application needs neither npm nor a build step: the results are committed.
"""
