from . import loyalty_demo
