"""Errors of the interface: a code that stays, and a sentence."""

from odoo.exceptions import UserError

#: Codes and their status over HTTP; the rest is 422.
STATUS = {"card_not_found": 404, "document_not_found": 404, "too_many": 429}


class ApiError(UserError):
    """What a till is told: `context.code` is for the program, the message for people."""

    def __init__(self, code, message):
        super().__init__(message)
        self.context = {"code": code}
        self.http_status = STATUS.get(code, 422)
