{
    "name": "Loyalty for Service and Parts: Point of Sale",
    "summary": "Members, points and members' parts at the till",
    "version": "19.0.1.0.0",
    "category": "Sales/Loyalty",
    "license": "AGPL-3",
    "author": "loyalty_service_parts maintainers",
    "depends": ["loyalty_service_parts", "pos_loyalty", "pos_sale"],
    "data": [
        "views/pos_order_views.xml",
    ],
    "assets": {
        "point_of_sale._assets_pos": ["loyalty_service_parts_pos/static/src/**/*"],
        "web.assets_tests": ["loyalty_service_parts_pos/static/tests/tours/**/*"],
    },
    "auto_install": ["loyalty_service_parts", "pos_loyalty"],
}
