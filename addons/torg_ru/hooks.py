def post_init_hook(env):
    """Make a base Russian on installation, but only one that nobody has worked in yet."""
    company = env.company
    if company._is_untouched():
        company._apply_ru_settings()
