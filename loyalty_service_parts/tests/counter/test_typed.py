"""What a text at the counter may be: a phone, its end, a card, a number, a name (S57)."""

from odoo.tests import BaseCase, tagged

from ...models.counter.typed import is_card_number, read


@tagged("post_install", "-at_install")
class TestTyped(BaseCase):
    def test_a_phone_however_it_is_written(self):
        for text in (
            "+7 912 345-67-89",
            "8 (912) 345-67-89",
            "89123456789",
            "79123456789",
            "912 345 67 89",
            "  8-912-345-67-89 ",
        ):
            with self.subTest(text):
                self.assertIn("+79123456789", read(text, "7").phones)

    def test_the_beginning_of_a_phone(self):
        self.assertIn("+79123", read("8912 3", "7").phones)
        self.assertEqual(read("8912", "7").phones, (), "too short")
        self.assertEqual(read("+49 170 12", "7").phones, ("+4917012",))
        self.assertIn("+4917012", read("0170 12", "49").phones)
        self.assertEqual(read("0170 12").phones, ("+017012",))

    def test_a_card_number_is_known_by_its_form(self):
        self.assertTrue(is_card_number(" 0441234567895 "))
        for text in ("4006381333931", "044123", "", None, "044123456789x"):
            self.assertFalse(is_card_number(text))

    def test_the_last_four_digits(self):
        self.assertEqual(read("6789").ending, "6789")
        self.assertEqual(read("67895").ending, "")
        self.assertEqual(read("67a9").ending, "")

    def test_a_card_is_whole_and_without_spaces(self):
        self.assertEqual(read("0441234567895").card, "0441234567895")
        self.assertEqual(read("044c-2f5a-11ed").card, "044c-2f5a-11ed")
        self.assertEqual(read("044 123 456").card, "")
        self.assertEqual(read("0441").card, "")

    def test_a_plate_a_vin_a_name_an_address(self):
        self.assertEqual(read("а123вс 78").number, "а123вс 78")
        self.assertEqual(read("Anna Petrova").words, ("anna", "petrova"))
        self.assertEqual(read("Ли Ан").words, (), "too short to find somebody")
        self.assertEqual(read("anna@exam").email, "anna@exam")
        self.assertEqual(read("anna@exam").words, ())
        self.assertEqual(read("Anna Petrova").email, "")

    def test_what_says_nothing_finds_nothing(self):
        for text in ("", "  ", None, "a", "+", "--", "12", "@"):
            with self.subTest(text):
                self.assertFalse(read(text, "7"))
