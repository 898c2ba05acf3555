"""The practice's settings: what every visit, price, letter and person of the practice begins with."""
