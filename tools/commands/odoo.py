"""Odoo's own command line in this environment: ./dev odoo ARGS…

For instance: ./dev odoo -d mydb -u loyalty_service_parts --stop-after-init
"""

from .. import odoo_run, postgres, python_env

OWN_HELP = True


def run(arguments):
    python_env.folder()
    with postgres.running():
        return odoo_run.interactive(arguments)
