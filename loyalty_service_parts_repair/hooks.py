"""What happens once, when the addon comes."""


def post_init_hook(env):
    """Messages for programs and repair operations that are there already."""
    env["loyalty.program"]._points_fill_messages()
    env["stock.picking.type"]._service_fill_ready_template()
