"""Reads the names of China's divisions: their kind, their specific part and their Hanyu Pinyin.

`division_history.py` uses it to find successors by name and to write the columns kind and pinyin.
"""

import importlib
import re

__all__ = ["kind_of", "pinyin_of", "specific_name"]

_GENERIC = re.compile(
    r"(特别行政区|自治区|自治州|自治县|自治旗|各族|地区|林区|特区|矿区|省|市|区|县|州|盟|旗)$"
)
_PEOPLES = re.compile(
    r"(各族|蒙古族|蒙古|回族|藏族|维吾尔族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|"
    r"哈尼族|哈萨克族|哈萨克|傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族|柯尔克孜|"
    r"土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|锡伯|阿昌族|普米族|塔吉克族|塔吉克|怒族|"
    r"保安族|裕固族|独龙族|鄂伦春族|鄂温克族)"
)
_READINGS = {
    "六安": "lù ān", "六合": "lù hé", "乐清": "yuè qīng", "乐亭": "lào tíng", "乐陵": "lào líng",
    "东阿": "dōng ē", "蚌埠": "bèng bù", "台州": "tāi zhōu", "天台": "tiān tāi", "丽水": "lí shuǐ",
    "涡阳": "guō yáng", "单县": "shàn xiàn", "莘县": "shēn xiàn", "牟平": "mù píng",
    "中牟": "zhōng mù", "浚县": "xùn xiàn", "尉氏": "wèi shì", "尉犁": "yù lí", "荥阳": "xíng yáng",
    "荥经": "yíng jīng", "泌阳": "bì yáng", "渑池": "miǎn chí", "洪洞": "hóng tóng",
    "繁峙": "fán shì", "长子": "zhǎng zǐ", "蔚县": "yù xiàn", "大城": "dài chéng",
    "阜新": "fù xīn", "朝阳": "cháo yáng", "扎赉特": "zhā lài tè", "扎兰屯": "zhā lán tún",
    "扎鲁特": "zhā lǔ tè", "宝坻": "bǎo dǐ", "厦门": "xià mén", "铅山": "yán shān",
    "万载": "wàn zǎi", "余干": "yú gān", "监利": "jiàn lì", "黄陂": "huáng pí",
    "番禺": "pān yú", "东莞": "dōng guǎn", "大埔": "dà bù", "犍为": "qián wéi",
    "筠连": "jūn lián", "什邡": "shí fāng", "北碚": "běi bèi", "会泽": "huì zé", "会理": "huì lǐ",
    "吴堡": "wú bǔ", "尔干": "ěr gān", "柞水": "zhà shuǐ", "华阴": "huà yīn", "华州": "huà zhōu",
    "华县": "huà xiàn",
    "宕昌": "tàn chāng", "乐都": "lè dū", "尖扎": "jiān zhā", "喀什": "kā shí", "莎车": "shā chē",
    "伽师": "jiā shī", "百色": "bǎi sè", "长垣": "cháng yuán", "枞阳": "zōng yáng",
    "重庆": "chóng qìng", "珲春": "hún chūn", "盱眙": "xū yí", "济南": "jǐ nán", "济宁": "jǐ níng",
    "济源": "jǐ yuán", "济阳": "jǐ yáng", "洛川": "luò chuān", "冠县": "guān xiàn",
    "任丘": "rén qiū", "任县": "rén xiàn", "任泽": "rén zé", "解放": "jiě fàng", "侯马": "hóu mǎ",
    "闽侯": "mǐn hòu", "单城": "shàn chéng", "屏山": "píng shān", "曾都": "zēng dū",
    "覃塘": "qín táng", "燕山": "yān shān", "长安": "cháng ān", "令狐": "líng hú",
    "盖州": "gài zhōu", "盖县": "gài xiàn", "句容": "jù róng", "溧水": "lì shuǐ",
    "郧西": "yún xī", "都江堰": "dū jiāng yàn", "成都": "chéng dū", "都匀": "dū yún",
    "昌都": "chāng dū", "于都": "yú dū", "都安": "dū ān", "宜都": "yí dū", "都兰": "dū lán",
    "和田": "hé tián", "红河": "hóng hé", "巴音郭楞": "bā yīn guō léng", "行唐": "xíng táng",
    "隆尧": "lóng yáo", "长葛": "cháng gě", "葛洲": "gě zhōu", "仙游": "xiān yóu",
    "藏": "zàng", "西藏": "xī zàng",
}  # fmt: skip
"""Readings of place names that differ from the usual ones of their characters."""
_IN_PLACES = {
    "长": "cháng",
    "都": "dū",
    "什": "shí",
    "勒": "lè",
    "朝": "cháo",
    "藏": "zàng",
    "乐": "lè",
}
"""Readings of characters in place names that are not listed above."""
_KINDS = (
    ("特别行政区", "special-administrative-region"),
    ("自治区", "autonomous-region"),
    ("自治州", "autonomous-prefecture"),
    ("自治县", "autonomous-county"),
    ("自治旗", "autonomous-banner"),
    ("地区", "prefecture"),
    ("行政区", "prefecture"),
    ("林区", "forest-district"),
    ("盟", "league"),
    ("旗", "banner"),
    ("省", "province"),
    ("县", "county"),
    ("区", "district"),
    ("州", "prefecture"),
)


def kind_of(code: str, name: str) -> str:
    """Return the kind of a division by the end of its name and the form of its code."""
    if name.endswith("市"):
        if code.endswith("0000"):
            return "municipality"
        return "prefecture-level-city" if code.endswith("00") else "county-level-city"
    if name.endswith("特区") and not code.endswith("00"):
        return "special-district"
    return next((kind for end, kind in _KINDS if name.endswith(end)), "other")


def pinyin_of(name: str) -> str:
    """Return the name in Hanyu Pinyin, with the specific part, peoples and generic part as words.

    The package pypinyin must be installed.
    """
    generic = _GENERIC.search(name)
    stem, end = (name[: generic.start()], generic.group()) if generic else (name, "")
    if len(stem) == 1 and end in ("县", "区", "市", "旗"):
        stem, end = name, ""
    peoples = [match.group() for match in _PEOPLES.finditer(stem)] if len(end) > 1 else []
    specific = _PEOPLES.sub("", stem) if peoples else stem
    words = [specific, *peoples, end]
    return " ".join(_word(word) for word in words if word)


def _word(word: str) -> str:
    syllables: list[str] = []
    rest = word
    while rest:
        known = next((key for key in _READINGS if len(key) > 1 and rest.startswith(key)), None)
        if known:
            syllables += _READINGS[known].split()
            rest = rest[len(known) :]
            continue
        stop = min((rest.find(key) for key in _READINGS if rest.find(key) > 0), default=len(rest))
        syllables += _plain(rest[:stop])
        rest = rest[stop:]
    joined = syllables[0]
    for syllable in syllables[1:]:
        apostrophe = "'" if syllable[0] in "aāáǎàoōóǒòeēéěè" else ""
        joined += apostrophe + syllable
    return joined[0].upper() + joined[1:]


def _plain(word: str) -> list[str]:
    pypinyin = importlib.import_module("pypinyin")
    read = [item[0] for item in pypinyin.pinyin(word, style=pypinyin.Style.TONE)]
    return [_IN_PLACES.get(letter, usual) for letter, usual in zip(word, read, strict=True)]


def specific_name(name: str) -> str:
    """Return the name without its generic part and the names of peoples, unless nothing remains."""
    return _PEOPLES.sub("", _GENERIC.sub("", name)) or name
