"""The page of those who answer what units have lifted to them."""
