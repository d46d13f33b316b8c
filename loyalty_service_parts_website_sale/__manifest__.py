{
    "name": "Loyalty for Service and Parts: Shop",
    "summary": "Members' prices, parts and stock in the shop",
    "version": "19.0.1.0.0",
    "category": "Sales/Loyalty",
    "license": "AGPL-3",
    "author": "loyalty_service_parts maintainers",
    "depends": ["loyalty_service_parts", "website_sale_loyalty", "website_sale_stock"],
    "data": [
        "security/loyalty_rules.xml",
        "views/res_config_settings_views.xml",
        "views/website_templates.xml",
    ],
    "assets": {
        "web.assets_tests": [
            "loyalty_service_parts_website_sale/static/tests/tours/**/*",
        ],
    },
    "auto_install": True,
}
