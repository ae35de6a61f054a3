from ciie.kernel.errors import Invalid


class LayoutRefused(Invalid):
    """A layout that cannot be made as it was asked for."""
