"""What the shop of the demo sells, and to whom. Prices in roubles without VAT."""

PARTS = [
    ("Brake pads, front", "BP-101", 3200),
    ("Brake pads, rear", "BP-102", 2900),
    ("Brake disc, front", "BD-201", 4800),
    ("Brake fluid DOT 4, 1 l", "BF-004", 650),
    ("Oil filter", "OF-301", 480),
    ("Air filter", "AF-302", 720),
    ("Cabin filter, charcoal", "CF-303", 1150),
    ("Engine oil 5W-30, 4 l", "EO-530", 3900),
    ("Engine oil 5W-40, 4 l", "EO-540", 3600),
    ("Spark plug, iridium", "SP-401", 980),
    ("Timing belt kit", "TB-501", 9400),
    ("Water pump", "WP-502", 5200),
    ("Shock absorber, front", "SA-601", 7300),
    ("Shock absorber, rear", "SA-602", 6400),
    ("Stabiliser link", "SL-603", 1350),
    ("Battery 60 Ah", "BT-060", 8900),
    ("Battery 74 Ah", "BT-074", 10900),
    ("Wiper blades, pair", "WB-701", 1650),
    ("Lamp H7, pair", "LH-707", 1200),
    ("Winter tyre 205/55 R16", "TW-205", 7800),
    ("Floor mats, set", "FM-801", 4200),
    ("Wheel bearing", "WH-604", 3100),
]
LABOUR = [
    ("Diagnostics", "L-01", 1500),
    ("Oil change", "L-02", 1200),
    ("Change of brake pads, axle", "L-03", 2200),
    ("Change of timing belt", "L-04", 9800),
    ("Change of shock absorbers, pair", "L-05", 4600),
    ("Wheel alignment", "L-06", 2800),
    ("Tyre service, four wheels", "L-07", 3000),
    ("Battery change", "L-08", 600),
]
#: Name, e-mail, phone, agrees to mail; the first two have portal logins.
PEOPLE = [
    ("Anna Petrova", "anna", "+7 921 555-01-01", True),
    ("Boris Ivanov", "boris", "+7 921 555-01-02", True),
    ("Vera Smirnova", "vera", "+7 921 555-01-03", True),
    ("Grigory Volkov", "grigory", "+7 921 555-01-04", False),
    ("Darya Sokolova", "darya", "+7 921 555-01-05", True),
    ("Egor Lebedev", "egor", "+7 921 555-01-06", False),
    ("Zhanna Kozlova", "zhanna", "+7 921 555-01-07", True),
    ("Ivan Novikov", "ivan", "+7 921 555-01-08", True),
    ("Kira Morozova", "kira", "+7 921 555-01-09", False),
    ("Lev Orlov", "lev", "+7 921 555-01-10", True),
]
BIRTHDAYS = {
    "anna": "1988-06-14",
    "boris": "1979-11-30",
    "vera": "1992-01-08",
    "grigory": "1984-03-27",
    "darya": "1995-09-02",
    "egor": "1971-12-12",
    "zhanna": "1992-02-29",
    "ivan": "1986-07-19",
    "kira": "1999-04-05",
    "lev": "1982-10-23",
}
COMPANIES = [
    ("Taxi Start LLC", "office.start", "+7 812 555-02-01"),
    ("Bakery No. 5 LLC", "office.bakery", "+7 812 555-02-02"),
]
