"""Scripts that run inside Odoo's process."""
