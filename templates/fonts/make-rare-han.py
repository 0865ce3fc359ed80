"""Makes rare-han.ttf: the rare Han characters that the main font lacks.

python3 make-rare-han.py MAIN.ttf HANAMINB.ttf OUT.ttf (needs fonttools; see README.md)
"""
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

RARE_HAN = range(0x20000, 0x2EBF0)  # CJK extensions B to F

main_path, source_path, target_path = sys.argv[1:4]
main = TTFont(main_path, lazy=True).getBestCmap()
source = TTFont(source_path, recalcTimestamp=False)
wanted = [code for code in source.getBestCmap() if code in RARE_HAN and code not in main]

options = subset.Options(
    hinting=False, glyph_names=False, notdef_outline=True, layout_features=[], name_IDs=[0], recalc_timestamp=False
)
options.drop_tables += ["GSUB", "GPOS", "BASE", "FFTM", "vhea", "vmtx", "VORG"]
subsetter = subset.Subsetter(options)
subsetter.populate(unicodes=wanted)
subsetter.subset(source)

# A changed font gets a name of its own.
names = {1: "Tantu Rare Han", 2: "Regular", 3: "Tantu Rare Han 1", 4: "Tantu Rare Han", 6: "TantuRareHan-Regular"}
for name_id, text in names.items():
    source["name"].setName(text, name_id, 3, 1, 0x409)
source.save(target_path)
print(len(wanted), "characters")
