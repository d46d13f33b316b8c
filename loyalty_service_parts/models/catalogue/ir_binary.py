"""The picture of a part is seen by whoever sees the part (S27)."""

from odoo import models
from odoo.exceptions import MissingError


class IrBinary(models.AbstractModel):
    _inherit = "ir.binary"

    def _find_record(
        self,
        xmlid=None,
        res_model="ir.attachment",
        res_id=None,
        access_token=None,
        field=None,
    ):
        """:raise MissingError: the product is hidden; as if it was not there

        The shop and the till give pictures of their products to everybody, past all rules.
        """
        record = super()._find_record(
            xmlid=xmlid,
            res_model=res_model,
            res_id=res_id,
            access_token=access_token,
            field=field,
        )
        if "member_visible" in record._fields and not record.sudo().member_visible:
            raise MissingError(self.env._("There is no such record."))
        return record
