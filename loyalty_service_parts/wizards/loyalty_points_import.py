"""Cards and lots of an old system: preview with errors per line, all or nothing."""

import base64
import csv
import hashlib
import re
from collections import Counter
from datetime import date, datetime
from zipfile import BadZipFile

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize, float_is_zero

from ..models.ledger.loyalty_card_door import exact
from .table_file import read_csv, read_xlsx

COLUMNS = ("card", "name", "email", "phone", "points", "date", "valid_until")


class LoyaltyPointsImport(models.TransientModel):
    _name = "loyalty.points.import"
    _description = "Import Cards and Lots"

    program_id = fields.Many2one(
        "loyalty.program",
        required=True,
        domain=[
            ("program_type", "=", "loyalty"),
            ("applies_on", "in", ("both", "future")),
        ],
    )
    file = fields.Binary("File (CSV or XLSX)", required=True)
    file_name = fields.Char()
    read_key = fields.Char(readonly=True)
    line_ids = fields.One2many("loyalty.points.import.line", "wizard_id", "Preview")
    error_count = fields.Integer("Errors", compute="_compute_counts")
    line_count = fields.Integer("Lines", compute="_compute_counts")
    points_total = fields.Float("Points in Total", compute="_compute_counts")

    @api.onchange("file", "program_id")
    def _onchange_file(self):
        """Another file, another program: what was shown is not true any more."""
        self.line_ids = [fields.Command.clear()]

    def _compute_counts(self):
        for wizard in self:
            wizard.line_count = len(wizard.line_ids)
            wizard.error_count = len(wizard.line_ids.filtered("error"))
            wizard.points_total = sum(wizard.line_ids.mapped("points"))

    def action_preview(self):
        """Read the file and show what would be imported; nothing is posted."""
        self.ensure_one()
        self._check_manager()
        self.line_ids.unlink()
        self.env["loyalty.points.import.line"].create(
            [self._read_line(number, row) for number, row in enumerate(self._rows(), 2)]
        )
        self._mark_known()
        self.read_key = self._read_from()
        return self._reopen()

    def _read_from(self):
        """What the preview was made of."""
        return hashlib.sha256(f"{self.program_id.id}/".encode() + self.file).hexdigest()

    def action_import(self):
        """Import everything, or nothing when a line has an error.

        Repeating the same file changes nothing: each line has its key.
        """
        self.ensure_one()
        self._check_manager()
        if self.read_key != self._read_from():
            if self.line_ids:
                raise UserError(
                    self.env._(
                        "The file or the program is another one now: read it again."
                    )
                )
            self.action_preview()
        if not self.line_ids:
            raise UserError(self.env._("The file has no lines below the first one."))
        if self.error_count:
            raise UserError(
                self.env._(
                    "%s lines have errors. Correct the file and read it again.",
                    self.error_count,
                )
            )
        cards = self._make_cards()
        keys = self._line_keys()
        before = self._last_entry()
        # managers were checked above; the ledger's tables are writable by nobody
        posted = (
            self.env["loyalty.card"]
            .sudo()
            ._points_post(
                [
                    self._entry_vals(line, cards[line.card], keys[line])
                    for line in self.line_ids
                    if line.points
                ]
            )
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "loyalty_service_parts.loyalty_card_action_members"
        )
        action["domain"] = [("id", "in", [card.id for card in cards.values()])]
        new = len(posted.filtered(lambda entry: entry.id > before))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if new else "info",
                "message": self.env._(
                    "%(new)s lots were posted, %(known)s had been imported before.",
                    new=new,
                    known=len(posted) - new,
                ),
                "next": action,
            },
        }

    def _last_entry(self):
        """The newest entry: what is newer was made by this import."""
        # only its number is of interest
        return self.env["loyalty.points.entry"].sudo().search([], limit=1).id

    def _check_manager(self):
        self.env["loyalty.card"]._points_check_manager()

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import Cards and Lots"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    # -- reading -------------------------------------------------------------------------
    def _rows(self):
        content = base64.b64decode(self.file)
        try:
            table = read_xlsx(content) if content[:2] == b"PK" else read_csv(content)
        except (
            UnicodeDecodeError,
            csv.Error,
            ValueError,
            KeyError,
            OSError,
            BadZipFile,
        ) as error:
            raise UserError(
                self.env._(
                    "The file cannot be read: %s. Save it as CSV (UTF-8) or XLSX.",
                    error,
                )
            ) from error
        head = [str(cell or "").strip().lower() for cell in (table[0] if table else [])]
        missing = {"card", "points"} - set(head)
        if missing:
            raise UserError(
                self.env._(
                    "The first line must name the columns. Missing: %(missing)s. Known: %(known)s.",
                    missing=", ".join(sorted(missing)),
                    known=", ".join(COLUMNS),
                )
            )
        return [dict(zip(head, row, strict=False)) for row in table[1:] if any(row)]

    def _read_line(self, number, row):
        errors = []
        points = self._read_points(row.get("points"), errors)
        given = self._read_date(row.get("date"), errors)
        until = self._read_date(row.get("valid_until"), errors)
        card = str(row.get("card") or "").strip()
        if not card:
            errors.append(self.env._("The number of the card is missing."))
        if given and given > fields.Date.context_today(self):
            errors.append(self.env._("The date lies in the future."))
        if given and until and until < given:
            errors.append(self.env._("The points expire before they are given."))
        if until and until < fields.Date.context_today(self):
            errors.append(self.env._("The points have expired already."))
        return {
            "wizard_id": self.id,
            "number": number,
            "card": card,
            "name": str(row.get("name") or "").strip(),
            "email": email_normalize(str(row.get("email") or "")) or "",
            "phone": str(row.get("phone") or "").strip(),
            "points": points,
            "date": given,
            "valid_until": until,
            "error": " ".join(errors),
        }

    def _read_points(self, value, errors):
        text = re.sub(r"\s", "", str(value or 0))
        if re.fullmatch(r"-?\d{1,3}([.,]\d{3})+", text) and isinstance(value, str):
            errors.append(
                self.env._(
                    "“%s” can be read in two ways: write it without separators.", value
                )
            )
            return 0.0
        if not re.fullmatch(r"-?\d+([.,]\d+)?", text):
            errors.append(self.env._("“%s” is not a number of points.", value))
            return 0.0
        points = float(exact(text.replace(",", ".")))
        if not float_is_zero(
            points - self.program_id._points_round(points), precision_digits=4
        ):
            errors.append(self.env._("The program has whole points only."))
        if points < 0:
            errors.append(self.env._("Points cannot be negative."))
        return points

    def _read_date(self, value, errors):
        if not value:
            return False
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        for form in ("%Y-%m-%d", "%d.%m.%Y"):
            try:
                return datetime.strptime(str(value).strip(), form).date()
            except ValueError:
                continue
        errors.append(
            self.env._("“%s” is not a date (2026-12-31 or 31.12.2026).", value)
        )
        return False

    def _mark_known(self):
        """Errors that only the database knows: cards of others, members without a name."""
        cards = self._known_cards()
        partners = self._known_partners()
        holders = self.env["loyalty.card"].browse()
        # cards of every company count
        taken = holders.sudo()._points_find_cards(
            self.program_id, self.env["res.partner"].union(*partners.values())
        )
        owners = {
            partner.email_normalized: card.code for partner, card in taken.items()
        }
        new = set()
        for line in self.line_ids.filtered(lambda line: not line.error):
            if card := cards.get(line.card):
                line.error = self._error_of_card(card, line)
            elif line.card not in new:
                new.add(line.card)
                line.error = self._error_of_new(line, partners, owners)

    def _error_of_card(self, card, line):
        """Why points cannot be put on a card that exists."""
        if card.program_id != self.program_id:
            return self.env._("The card belongs to “%s”.", card.program_id.name)
        if card.status == "closed" or not card.active:
            return self.env._("The card is closed.")
        holder = card.partner_id
        if line.email and holder and holder.email_normalized != line.email:
            return self.env._("The card belongs to %s.", holder.display_name)
        return False

    def _error_of_new(self, line, partners, owners):
        """Why a new card cannot be made; remembers whose it is."""
        if not line.name and not partners.get(line.email):
            return self.env._("A new card needs the name of its member.")
        if line.email and owners.setdefault(line.email, line.card) != line.card:
            return self.env._(
                "%(email)s has card %(card)s of this program: one card per member.",
                email=line.email,
                card=owners[line.email],
            )
        return False

    def _known_cards(self):
        # a number is unique over all companies
        cards = (
            self.env["loyalty.card"]
            .sudo()
            .with_context(active_test=False)
            .search([("code", "in", self.line_ids.mapped("card"))])
        )
        return {card.code: card for card in cards}

    def _known_partners(self):
        emails = [email for email in self.line_ids.mapped("email") if email]
        partners = self.env["res.partner"].search(
            [("email_normalized", "in", emails)], order="id desc"
        )
        return {partner.email_normalized: partner for partner in partners}

    # -- importing -------------------------------------------------------------------------
    def _make_cards(self):
        """Cards by number: found ones, and new ones for found or new members."""
        cards = self._known_cards()
        partners = self._known_partners()
        new = {}
        for line in self.line_ids:
            if line.card not in cards and line.card not in new:
                new[line.card] = line
        missing = [line for line in new.values() if not partners.get(line.email)]
        made = self.env["res.partner"].create(
            [
                {"name": line.name, "email": line.email, "phone": line.phone}
                for line in missing
            ]
        )
        owner = dict(zip((line.card for line in missing), made, strict=True))
        created = self.env["loyalty.card"].create(
            [
                {
                    "program_id": self.program_id.id,
                    "code": code,
                    "partner_id": (owner.get(code) or partners[line.email]).id,
                }
                for code, line in new.items()
            ]
        )
        return cards | {card.code: card for card in created}

    def _entry_vals(self, line, card, key):
        vals = {
            "card_id": card.id,
            "points": line.points,
            "type": "opening",
            "reason_code": "import",
            "reason": self.env._(
                "Imported from %s", self.file_name or self.env._("a file")
            ),
            "idempotency_key": key,
        }
        if line.date:
            vals["date"] = datetime.combine(line.date, datetime.min.time())
        if line.valid_until:
            vals["expiry_date"] = line.valid_until
        return vals

    def _line_keys(self):
        """The same line of the same file is the same operation: `{line: key}`."""
        seen = Counter()
        keys = {}
        for line in self.line_ids:
            text = f"{line.card}|{exact(line.points)}|{line.date}|{line.valid_until}"
            digest = hashlib.sha256(text.encode()).hexdigest()[:24]
            keys[line] = f"import/{digest}/{seen[text]}"
            seen[text] += 1
        return keys
