"""Work that was sold is done when its delivered quantity says so."""

from odoo import fields, models
from odoo.tools import float_is_zero


class SaleOrderLine(models.Model):
    # one concern a file, one file a room
    _inherit = "sale.order.line"  # pylint: disable=consider-merging-classes-inherited

    work_done_date = fields.Date("Work Done On", readonly=True, copy=False)
    installed_by_id = fields.Many2one(
        "sale.order.line",
        copy=False,
        index="btree_not_null",
        domain="[('order_id', '=', order_id), ('product_id.type', '=', 'service')]",
        help="The work that installs this part: the warranty starts when it is done.",
    )

    def write(self, vals):
        """Once delivered, work is done; taken back, it is not."""
        result = super().write(vals)
        if "qty_delivered" in vals:
            # whoever works need not be allowed to write warranties
            self.sudo()._service_note_work()
        return result

    def _service_note_work(self):
        """Date what was done, and undo what was taken back."""
        work = self.filtered(
            lambda line: (
                line.product_id.type == "service"
                and line.state == "sale"
                and bool(line.work_done_date) == line._service_is_undone()
            )
        )
        done = work.filtered(lambda line: not line.work_done_date)
        for line in done:
            line.work_done_date = fields.Date.context_today(line)
        if done:
            done._service_on_work_done()
        if undone := work - done:
            undone.work_done_date = False
            undone._service_on_work_undone()

    def _service_is_undone(self):
        return float_is_zero(self.qty_delivered, precision_digits=4)

    def _service_on_work_done(self):
        """Hook: the work of these lines was done today."""
        return None

    def _service_on_work_undone(self):
        """Hook: the work of these lines was not done after all."""
        return None
