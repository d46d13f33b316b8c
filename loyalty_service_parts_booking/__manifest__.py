{
    "name": "Loyalty for Service and Parts: Booking",
    "summary": "Members book a visit of the workshop in the portal",
    "version": "19.0.1.0.0",
    "category": "Sales/Loyalty",
    "license": "AGPL-3",
    "author": "loyalty_service_parts maintainers",
    "depends": ["loyalty_service_parts", "resource_booking", "calendar_sms"],
    "data": [
        "security/ir.model.access.csv",
        "security/booking_rules.xml",
        "data/calendar_alarm.xml",
        "views/resource_booking_type_views.xml",
        "views/resource_booking_views.xml",
        "views/loyalty_asset_views.xml",
        "views/portal_templates.xml",
        "views/booking_menus.xml",
    ],
    "assets": {
        "web.assets_tests": ["loyalty_service_parts_booking/static/tests/tours/**/*"],
    },
    "auto_install": ["loyalty_service_parts", "resource_booking"],
}
