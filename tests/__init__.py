"""The tests mirror the house; `house.py` holds its rules, `conftest.py` what every test may count on."""
