"""Schemathesis against docs/openapi.json: a real client with bodies that fit, and that do not.

Every answer must have a documented status, the documented type and shape, and be no 500.
"""

import pathlib
from datetime import datetime, timedelta

import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis import checks as known_checks

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import ApiCommon

SPEC = pathlib.Path(__file__).parents[3] / "docs" / "openapi.json"
#: Bodies of each kind for each method.
EXAMPLES = 12
#: Not “whatever fits is accepted”: a body that fits may name a card that nobody has.
CHECKS = [
    getattr(known_checks, name)
    for name in (
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
        "negative_data_rejection",
    )
]


@tagged("post_install", "-at_install")
class TestApiSchema(HttpCase, ApiCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # whoever tries so many numbers in a minute would be throttled
        cls.env.company.api_lookups = 100_000
        cls.token = (
            cls.env["res.users.apikeys"]
            .with_user(cls.till)
            ._generate("rpc", "till", datetime.now() + timedelta(days=1))
        )
        cls.schema = schemathesis.openapi.from_path(SPEC)

    def send(self, case):
        """The case over HTTP, with the key; its answer is compared with the document."""
        response = case.call(
            base_url=self.base_url(),
            session=self.opener,
            headers={
                "Authorization": f"Bearer {self.token}",
                "X-Odoo-Database": self.env.cr.dbname,
            },
        )
        case.validate_response(response, checks=CHECKS)
        return response.status_code

    def statuses(self, operation, mode):
        """Statuses of the answers; of bodies that fit, every second names a known card."""
        found = []
        fits = mode == GenerationMode.POSITIVE
        cases = operation.as_strategy(generation_mode=mode)

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=cases, is_known=st.booleans())
        def answers(case, is_known):
            if fits and is_known and "card" in case.body:
                case.body["card"] = self.card.code
            found.append(self.send(case))

        answers()
        return found

    @mute_logger("odoo.http", "odoo.addons.rpc.controllers.json2")
    def test_every_answer_is_one_that_the_document_knows(self):
        methods = []
        for result in self.schema.get_all_operations():
            operation = result.ok()
            methods.append(operation.path)
            with self.subTest(operation.path):
                fitting = self.statuses(operation, GenerationMode.POSITIVE)
                self.assertLessEqual(set(fitting), {200, 404, 409, 422})
                broken = self.statuses(operation, GenerationMode.NEGATIVE)
                self.assertNotIn(200, broken)
        self.assertEqual(len(methods), 8)
        self.env.invalidate_all()
        self.assertSound()
