"""The interface as a till uses it: over HTTP, with keys, lost answers and the documentation."""

import inspect
import json
import pathlib
import re
import shlex
from datetime import datetime, timedelta

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import ApiCommon

DOCS = pathlib.Path(__file__).parents[3] / "docs"
LOGGERS = ("odoo.http", "odoo.addons.rpc.controllers.json2")


@tagged("post_install", "-at_install")
class TestApiHttp(HttpCase, ApiCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.token = (
            cls.env["res.users.apikeys"]
            .with_user(cls.till)
            ._generate("rpc", "till", datetime.now() + timedelta(days=1))
        )

    def send(self, method, body, token=None, **headers):
        return self.url_open(
            f"/json/2/loyalty.api/{method}",
            data=body if isinstance(body, str | bytes) else json.dumps(body),
            headers={
                "Authorization": f"Bearer {token or self.token}",
                "X-Odoo-Database": self.env.cr.dbname,
                "Content-Type": "application/json",
                **headers,
            },
            method="POST",
        )

    def test_a_lost_answer_is_asked_for_again(self):
        body = {
            "key": "till-1/2026-03-01/17",
            "card": self.card.code,
            "reference": "17",
            "amount": "100",
            "currency": self.currency,
        }
        first = self.send("earn", body)
        self.assertEqual(first.status_code, 200, first.text)
        again = self.send("earn", dict(reversed(body.items())))
        self.assertEqual(again.json(), first.json())
        self.assertLedger(balance=400)

    @mute_logger(*LOGGERS)
    def test_errors_have_a_status_a_code_and_a_sentence(self):
        card = self.card.code
        for status, code, method, body in (
            (404, "card_not_found", "balance", {"card": "nobody"}),
            (422, "invalid", "balance", {"card": 5}),
            (
                422,
                "not_enough",
                "redeem",
                {"key": "a", "card": card, "points": "301", "reference": "1"},
            ),
            (404, "document_not_found", "reverse", {"key": "a", "document": 2**30}),
        ):
            with self.subTest(code):
                answer = self.send(method, body)
                self.assertEqual(answer.status_code, status, answer.text[:300])
                self.assertEqual(answer.json()["context"]["code"], code)
                self.assertGreater(len(answer.json()["message"]), 10)
        self.assertLedger(balance=300)

    @mute_logger(*LOGGERS)
    def test_wrong_keys_and_broken_bodies(self):
        body = {"card": self.card.code}
        self.assertEqual(self.send("balance", body, token="x" * 40).status_code, 401)
        self.assertEqual(self.send("balance", "{").status_code, 400)
        self.assertEqual(self.send("balance", {"cart": "1"}).status_code, 422)
        self.assertEqual(self.send("balance", {}).status_code, 422)
        for name in ("_api_door", "_api_once", "_api_document", "create", "nonsense"):
            with self.subTest(name):
                self.assertIn(self.send(name, {}).status_code, (403, 404, 422))
        expired = (
            self.env["res.users.apikeys"]
            .with_user(self.till)
            ._generate("rpc", "old", datetime.now() + timedelta(days=1))
        )
        self.till.active = False
        self.assertEqual(self.send("balance", body, token=expired).status_code, 401)

    @mute_logger(*LOGGERS)
    def test_a_language_and_a_forged_context_change_no_rights(self):
        body = {"card": self.card.code, "context": {"su": True, "uid": 1, "lang": "xx"}}
        answer = self.send("balance", body)
        self.assertIn(answer.status_code, (200, 422))
        other = self.env["res.company"].create({"name": "Other"})
        body["context"] = {"allowed_company_ids": other.ids}
        self.assertEqual(self.send("balance", body).status_code, 403)

    # -- documentation ---------------------------------------------------------------------
    def test_the_examples_of_the_documentation_run_as_written(self):
        """Each curl of docs/api.md, in its order; answers have the fields that it shows."""
        self.part.default_code = "BP-101"
        text = (DOCS / "api.md").read_text()
        examples = re.findall(r"```sh\n(curl .+?)```\s+```json\n(.+?)```", text, re.S)
        self.assertGreaterEqual(len(examples), 8)
        known = {}
        for command, shown in examples:
            with self.subTest(command.split("\n")[0]):
                answer = self.run_curl(command, known)
                wanted = json.loads(shown)
                self.assertEqual(answer.keys(), wanted.keys())
                if "document" in answer:
                    known[str(wanted["document"])] = str(answer["document"])

    def run_curl(self, command, known):
        words = shlex.split(command.replace("\\\n", " "))
        address = next(word for word in words if "/json/2/" in word)
        body = words[words.index("-d") + 1].replace("0441234567895", self.card.code)
        body = body.replace('"EUR"', f'"{self.currency}"')
        for shown, real in known.items():
            body = re.sub(rf'("(?:document|hold)": ){shown}\b', rf"\g<1>{real}", body)
        self.assertIn("Authorization: Bearer $KEY", command)
        answer = self.send(address.rsplit("/", 1)[1], body)
        self.assertEqual(answer.status_code, 200, answer.text[:400])
        return answer.json()

    def test_the_openapi_file_says_what_the_methods_take(self):
        described = json.loads((DOCS / "openapi.json").read_text())
        model = type(self.env["loyalty.api"])
        methods = {"find", "balance", "statement", "quote"}
        methods |= {"hold", "redeem", "earn", "reverse"}
        self.assertEqual(
            set(described["paths"]), {f"/json/2/loyalty.api/{name}" for name in methods}
        )
        for name in methods:
            operation = described["paths"][f"/json/2/loyalty.api/{name}"]["post"]
            schema = operation["requestBody"]["content"]["application/json"]["schema"]
            taken = inspect.signature(getattr(model, name)).parameters
            taken = {key: one for key, one in taken.items() if key != "self"}
            with self.subTest(name):
                self.assertEqual(set(schema["properties"]), set(taken))
                required = {
                    key for key, one in taken.items() if one.default is one.empty
                }
                self.assertEqual(set(schema.get("required", ())), required)
                self.assertFalse(schema["additionalProperties"])
