"""Bakes FOLDER/credential.json into FOLDER/picture.png so many times; prints the milliseconds that each took."""
import io
import sys
import time

from openbadges_bakery.png_bakery import bake

folder, count = sys.argv[1], int(sys.argv[2])
picture = open(f"{folder}/picture.png", "rb").read()
credential = open(f"{folder}/credential.json", encoding="utf-8").read()
started = time.perf_counter()
for _ in range(count):
    bake(io.BytesIO(picture), credential, io.BytesIO())
print((time.perf_counter() - started) * 1000 / count)
