"""Names with a fixed form: congresses, plans, campaigns, schools, media, roads, builders."""

import re
from collections.abc import Iterator

from districtgraph.graph.extraction.names.division_chains import chain_before
from districtgraph.graph.extraction.names.found_names import NamedThing
from districtgraph.graph.extraction.names.name_lexicon import NameKind
from districtgraph.graph.extraction.names.named_text import NamedText

__all__ = ["patterned_names"]


def patterned_names(source: NamedText) -> Iterator[NamedThing]:
    """Yield the names with a fixed form: congresses, plans, builders' bureaus."""
    text = source.text
    special = (item for words, item in _OF_SOME_TEXTS if any(word in text for word in words))
    for rule, kind, pattern in (*_PATTERNS, *special):
        for match in pattern.finditer(text):
            start = _territory_of(source, match.start()) if rule == "congresses" else match.start()
            if rule == "plans" and match.group().startswith("国民经济"):
                start = _with_its_territory(source, start)
            if match.group().startswith(("地铁", "轨道交通")):
                # 江州|地铁5号线云湖站
                last = source.phrases.last_break(start)
                begin = last.end if last else 0
                start = begin if 1 < start - begin <= _LONGEST_CITY else start
            start -= 2 * (rule == "congresses" and text.startswith("中共", max(0, start - 2)))
            yield NamedThing(start, match.end(), text[start : match.end()], kind, rule)


def _with_its_territory(source: NamedText, start: int) -> int:
    """Return where a plan begins with the names of its territory: 江州市云湖区|国民经济…纲要."""
    if (chain := chain_before(source, start)) is not None:
        return chain
    alone = _TERRITORY.search(source.text, max(0, start - _LONGEST_TERRITORY), start)
    return alone.start() if alone else start


_TERRITORY = re.compile("(?<![一-鿿])[一-鿿]{2,6}[省市区县旗州盟]$")
_LONGEST_TERRITORY = 8
_LONGEST_CITY = 4


def _territory_of(source: NamedText, start: int) -> int:
    """Return where the official names of a meeting's territory begin: |江州市云湖区第三届."""
    text = source.text
    region = text.startswith("自治区", start)
    if not region and text[start : start + 1] not in tuple("省市区县旗州盟"):
        return start
    if (chain := chain_before(source, start + (len("自治区") if region else 1))) is not None:
        return chain
    alone = _ALONE.search(text, max(0, start - 4), start)
    return alone.start("own") if alone else start


# 在青溪|县第三届…: the words between a preposition and the level are the territory's name.
_ALONE = re.compile("(?:[—–-]|[在于日])(?P<own>(?![在于全本我该今去明])[一-鿿]{2,3})$")


_NTH = "[一二三四五六七八九十]"
# Who is a reporter of a paper, and what is before the name of one: 告诉|云州日报|首席记者.
_REPORTER = "(?:特约|首席|见习|全媒体|融媒体|实习)*记者"
_BEFORE_MEDIA = (
    "(?:(?<![一-鿿])|(?<=据)|(?<=告诉)|(?<=接受)|(?<=对)|(?<=向))"
    "(?!本报|本网|本台|据|告诉|接受|对|向|各)"
)
# The name of a road, but neither a kind of road nor a way for somebody: 二级公路, 人行道, 主街.
_ROAD = (
    "(?!全|各|该|沿|人行|非机动|双向|[主背小老新]街|[大小主干支]道)[一-鿿]{2,4}?"
    "(?:(?<![公铁马])路|(?<![通管隧河航轨渠车行干])道|街)"
)
_PRESS = re.compile(
    # 云海新闻记者, 云东社首席记者, 云海网（云州日报网）讯
    rf"{_BEFORE_MEDIA}(?!新闻|全国|中外|众多|多家|广大|优秀|青年)"
    rf"[一-鿿]{{2,4}}(?:新闻|卫视|电台|(?<!合作)社(?!会|区))(?={_REPORTER})"
    r"|(?<![一-鿿])[一-鿿]{1,3}报全媒体(?=记者)"
    r"|(?<![一-鿿])[一-鿿]{2,6}网(?=[（(][一-鿿]{2,8}[）)]讯)"
    r"|(?<=网[（(])[一-鿿]{2,8}网(?=[）)]讯)"
    # 云州晚报·云海视点记者, 上海证券报·中国证券网: one paper with its other outlet.
    rf"|(?<=[报网社台]·)[一-鿿]{{2,6}}?(?={_REPORTER})"
    r"|(?<=[报网社台]·)[一-鿿]{2,8}(?:网|报|新闻|客户端)(?![一-鿿])"
)
_STATIONS = re.compile(
    # 北起云湖站，南至白沙站; 云湖站至白沙站; 白沙路站、云湖桥站
    "(?:(?<=起于)|(?<=始于)|(?<=止于)|(?<=北起)|(?<=南起)|(?<=东起)|(?<=西起)|(?<=[东西南北]至)"
    "|(?<=站至)|(?<=站[—~～])|(?<=站——))[一-鿿]{2,6}?站(?![点台长])"
    "|(?:(?<![一-鿿0-9])|(?<=[着的于在]))(?:(?![着的于在了])[一-鿿]){2,5}?站(?=[—~～]|至[一-鿿]{2,6}站)"
    "|(?:(?<![一-鿿0-9])|(?<=[至到、]))(?![至到])[一-鿿]{1,4}?[路街桥门]站(?![点台长前在位])"
    "|轨道交通[0-9]{1,2}号线(?![设经含共沿]|[东西南北]?[起至端])[一-鿿]{2,5}?站(?![点台])"
)
# Patterns for texts that have one of some words.
_OF_SOME_TEXTS: tuple[tuple[tuple[str, ...], tuple[str, NameKind, re.Pattern[str]]], ...] = (
    (("记者", "）讯", ")讯", "报·"), ("media", "organisation", _PRESS)),
    (("地铁", "号线", "轻轨", "盾构"), ("roads", "facility", _STATIONS)),
)
_PATTERNS: tuple[tuple[str, NameKind, re.Pattern[str]], ...] = (
    ("congresses", "event", re.compile(r"党的(?:十[六七八九]|二十)大")),
    (
        "congresses",
        "event",
        re.compile(
            rf"(?:党的)?(?:十[六七八九]|二十)届历次全会"
            rf"|{_NTH}+届全国(?:人大|政协)(?:常委会)?(?:第?{_NTH}+)次会议"
            rf"|(?:党的)?(?:十[六七八九]|二十)届{_NTH}中(?:、{_NTH}中)*全会"
            r"|(?:第[一二三四五六七八九十0-9]+|首)届(?!理事会|监事会|[商协学工]会)[一-鿿“”（）•·]{2,20}?(?:(?:(?<![商协学工])(?<!理事)(?<!监事)会|赛(?![区事道车马制艇龙诗])|周(?![年边末岁期围庄口易])|论坛|马拉松|大展|艺术季|文化季|音乐季)(?![议员暨])(?:[一-鿿]{2,3}[市省区县](?:选拔赛|分赛区?))?|联欢会|节(?![日目约能水电点省庆假气联晚]))"
            # 江州•云湖2018（第三届）乡亲大会: the session in brackets.
            r"|(?:[一-鿿]{2,4}[•·])?[一-鿿]{2,4}(?:20[0-9]{2}年?)?（(?:第[一二三四五六七八九十0-9]+|首)届）[一-鿿]{2,20}(?:会(?![议员])|节(?![日目约])|论坛|大赛)"
            # 2022中国云湖民俗文化（伏羊）节: the year begins a festival's name.
            r"|20[0-9]{2}年?(?![一-鿿]{0,3}[上下]半年)(?:(?![的了在和是将以被为与及，])[一-鿿•·]|（[一-鿿]{1,4}）|文化和旅游){4,20}?(?:联欢晚会|联欢会|节(?![日目约水能点余奏联晚]))"
            # 2024年蚕花节在云州开幕
            r"|20[0-9]{2}(?:年|(?!年))(?!春节|国庆节|劳动节|中秋节|端午节|清明节|元宵节|元旦节|儿童节|妇女节|教师节)"
            r"(?![的各])[一-鿿]{2,3}(?<![环季佳情细章])节(?=[于在]|开幕|启动|拉开|圆满|举[办行])"
            # 全国“两会”, 云州两会：
            r"|全国“两会”|(?:(?<![一-鿿])|(?<=[在年]))(?!年|[今去明每历]年|参加|出席|召开|聚焦|关注|地方|各级|省市)[一-鿿]{2,3}两会(?=[：:，,期上召胜])"
            # 25届省运会
            r"|(?:第)?[0-9一二三四五六七八九十]+届[省市县区全]?(?:运会|冬运会|残运会)(?!馆)"
            # Games are called by their number: 十四冬, 十五运会.
            r"|十[一二三四五六七八九](?:冬(?![季天奥])|运会)"
            r"|(?<![一-鿿])(?:十[六七八九]|二十)大(?=以来|精神|报告)"
        ),
    ),
    (
        "congresses",
        "event",
        re.compile(
            r"中央[一-鿿]{2,8}?(?:委员会|领导小组)第[一二三四五六七八九十]+次(?:全体)?会议"
            rf"|(?:[省市区县州](?:政协|人大常委会|人大))?(?:{_NTH}|[0-9])+届第?(?:{_NTH}|[0-9])+次(?:主席|主任|常委会?|常务委员会)(?:扩大)?会议"
            rf"|中国共产党[一-鿿]{{2,12}}?第{_NTH}+(?:次(?:党员)?代表大会|届委员会第{_NTH}+次全体会议)"
        ),
    ),
    (
        "congresses",
        "event",
        re.compile(
            rf"(?:自治区|[省市区县旗州盟镇乡])?第?{_NTH}+(?:届(?:人民代表大会常务委员会|人民代表大会|人代会|人大常委会|人大|政协常委会|政协|委员会)?(?:第{_NTH}+|{_NTH})次"
            rf"(?:全体)?(?:会议|全会|全体会议)(?:第{_NTH}+次全体会议)?|次(?:党代会|党员代表大会|代表大会))"
        ),
    ),
    (
        "congresses",
        "event",
        re.compile(
            rf"(?:[一-鿿](?<=[省市区县州])委|{_NTH}+届[省市区县州]委)常委会第(?:{_NTH}|[0-9])+次(?:（扩大）|扩大)?会议"
            rf"|(?:全国|自治区|[省市区县旗州盟])?(?:党委|委|纪委|人大|政协)?{_NTH}+届(?:人大|政协)?{_NTH}+次(?:[、和]{_NTH}+次)*"
            r"(?:会议|全会|全委会|全委扩大会议|全体会议)(?:暨[一-鿿]{2,8}会议)?"
        ),
    ),
    # 中央经济工作、农村工作会议: several meetings share their noun.
    (
        "congresses",
        "event",
        re.compile("(?:中央|全国|全省|全市)[一-鿿]{2,4}工作(?:、[一-鿿]{2,6}工作)+会议"),
    ),
    # 出席云湖特区建立40周年庆祝大会
    (
        "congresses",
        "event",
        re.compile(
            "(?:(?<=出席)|(?<=参加)|(?<=召开)|(?<=举办)|(?<=举行))(?!了)[一-鿿]{2,14}?[0-9]{1,3}周年(?:庆祝大会|纪念大会|庆典|大会)"
        ),
    ),
    # 区政府六届七十八次常务会议
    (
        "congresses",
        "event",
        re.compile(f"[省市区县州]政府(?:第)?{_NTH}+届(?:第)?[一二三四五六七八九十百]+次常务会议"),
    ),
    # A state centre is named with the state before it: 国家超算江州中心, not 国家级….
    (
        "state-centres",
        "facility",
        re.compile(
            r"国家(?![级重]|战略)(?:(?![的了在和与及、为将是等各项])[一-鿿]){2,14}?"
            r"(?:技术创新中心|创新中心|工程研究中心|研究中心|实验室|超算中心|计算中心|(?<=超算)[一-鿿]{2}中心|基因库|种质资源库|种质库|训练基地|医学中心|医疗中心)"
            r"(?![0-9两三四五六七八九十]+[余多]?[家个所座])"
        ),
    ),
    # 仪表二厂: a factory by its number.
    (
        "schools",
        "organisation",
        re.compile(
            "(?:(?<![一-鿿])|(?<=[、和与及原在])|(?<=利用|改造|搬迁|来到))"
            "(?:(?![第一二三四五六七八九十原在到]|利用|改造|搬迁|来到|关停|关闭|新建|扩建|决定)"
            "[一-鿿]){2,4}[一二三四五六七八九十]厂(?=[、，,。；的和与及旧原拆地])"
        ),
    ),
    # 国家陶瓷工业设计研究院: an institute is a body.
    (
        "state-centres",
        "organisation",
        re.compile(
            r"国家(?![级重]|战略)(?:(?![的了在和与及、为将是等各项])[一-鿿]){2,14}?"
            r"(?:研究院|研究所|设计院|科学院)(?![0-9两三四五六七八九十]+[余多]?[家个所座]|士)"
        ),
    ),
    # 市一中, 江州三中; a plenum is 三中全会.
    (
        "schools",
        "organisation",
        re.compile(
            r"(?:(?<![一-鿿])|(?<=[、，。；和与及在到以由])|(?<=完成|实现|建设|推进|启动|新建|扩建|支持))"
            r"(?:实验|外国语|[市县区]|[一-鿿]{2})(?:[一二三四五六七八九十]中|中专|职高|职中)(?![一-鿿]{0,2}全会|[心间期学年旬、]*中?全会)"
            r"(?=[、，。；等和与及新扩改迁建（]|[一-鿿]{2,3}校区)"
        ),
    ),
    (
        "media",
        "organisation",
        re.compile(
            rf"{_BEFORE_MEDIA}[一-鿿]{{2,6}}(?:网|在线|融媒(?!体)|信息港|(?:日报|晚报)社?|报(?!社)(?<!本报)|电视台|客户端)(?:[一-鿿]{{2,3}}站)?(?=(?:(?:[0-9]{{4}}年)?[0-9]{{1,2}}月[0-9]{{1,2}}日)?讯|(?:·[一-鿿]{{2,6}})?[一-鿿]{{0,6}}记者|消息|报道)"
            r"|(?<![一-鿿])[一-鿿]{2,4}(?:网|社)(?=[一-鿿]{2,4}[0-9]{1,2}月[0-9]{1,2}日[电讯])"
            r"|(?<![一-鿿])云上[一-鿿]{2,3}(?=讯|客户端|记者)"
            # （江州资讯） after the last sentence
            r"|(?<=。（)[一-鿿]{2,6}(?:资讯|新闻网|日报|晚报|融媒|发布)(?=）)"
            # 来源：江州新闻网: where a page comes from.
            r"|(?:(?<=来源[：:])|(?<=来源[：:] ))(?!本[报网])[一-鿿]{2,10}?"
            r"(?:网|报|发布|新闻|电视台|客户端|传媒|融媒体?)(?![一-鿿])"
        ),
    ),
    # 云湖城三小、白沙二高: schools by their number in a list of schools.
    (
        "schools",
        "organisation",
        re.compile(
            r"(?:(?<=[、，。])|(?<=建成|启动|推进|新建|扩建|迁建|改建|完成))(?![中第][一二三])[一-鿿]{2,3}[一二三四五六七八九十]{1,2}(?:小|初|高|幼)"
            r"(?=[、，。；]|等[0-9]|[两二三四五六七八九]所|[0-9]+[个所]|综合楼|教学楼)"
        ),
    ),
    # 318国道; 保泽道65号.
    (
        "roads",
        "facility",
        re.compile(
            "(?<![0-9A-Za-z])[GSX]?[0-9]{2,4}(?:国道|省道|县道)(?:[一-鿿]{2,4}至[一-鿿]{2,4}段(?![时期落]))?"
            "|(?<![0-9A-Za-z])[GS][0-9]{1,4}(?=[、，。；）及和与等]|沿线|改建|改造|线)"
            "|(?:国道|省道|县道)(?:[GSX]?[0-9]{2,4})线?(?![0-9个条])"
            # 县道白沙至云湖段
            "|(?:国道|省道|县道|乡道)[一-鿿]{2,4}(?:至?[一-鿿]{2,4})?段(?![时期落])"
            # 江（州）云（湖）高速公路: a line by the short names of its ends.
            "|[一-鿿]（[一-鿿]）[—–-]*[一-鿿]（[一-鿿]）(?:高速公路|高速|公路|铁路|高铁)"
            # 地铁5号线云湖站
            # 地铁云湖线
            "|地铁(?!沿|[一二三四五六七八九十]号|全|两|多|干|新|各|该)(?:(?![的和与及、在])[一-鿿]){2,3}线(?![路上下网性])"
            "|地铁[0-9]{1,2}号线(?![设经含共沿]|[东西南北]?[起至端])[一-鿿]{2,5}?站(?![点台])"
            "|(?<=[于、，在])[东西南北][二三四五六]环路?(?![境节保])"
            # 轻轨二期, 地铁云湖站, 省道云白线
            "|(?:轻轨|地铁)[一二三四五六]期|地铁(?![0-9沿各全新该车])[一-鿿]{2,4}站(?![点台长])"
            "|(?:国道|省道|县道)(?!连接|联络|沿|[的和与及、])[一-鿿]{2,3}线(?![路上下网性])"
            "|(?<![一-鿿])[二三四五六]环线|(?<=[施进设建通、])[二三四五六]环线"
        ),
    ),
    # 位于云溪东岸: a river where its banks are named.
    (
        "waters",
        "place",
        re.compile(
            "(?:(?<=[，。、；在于沿临镇乡县区市])|(?<=[东西南北中]部))(?![两沿近隔环])[一-鿿]{1,3}[溪江河浦]"
            "(?=[东西南北两]岸|[东西南北]侧|之?畔|之滨)"
            # 白沙涌、云湖涌等20条河涌: what rivers are called in the south.
            "|(?:(?<=[，。、；对和及])|(?<![一-鿿A-Z])|(?<=整治|治理|清理))(?![各该]|整治|治理|清理|综合)"
            "[一-鿿A-Z]{1,4}?(?<![奔喷汹泉河风潮企江])涌(?=、|等[0-9区]|和[一-鿿]{1,4}涌|[0-9]+条)|(?<=涌[、和])[一-鿿A-Z]{1,4}?涌(?![现入动])"
            # 云溪发源于…, 20年的云兰溪治理
            "|(?:(?<![一-鿿])|(?<=的))(?![两沿近隔环各])[一-鿿]{2,3}溪(?=发源|干流|全长|流经|流域|治理)"
        ),
    ),
    # 新华道（华岩路—机场路）: a road, and the roads between which it was worked on.
    (
        "roads",
        "place",
        re.compile(
            rf"(?:(?<=[（(])(?=[一-鿿]{{3,5}}[—–~-])|(?<=[—–~-])){_ROAD}(?=[—–~-]|[）)])"
            rf"|(?:(?<![一-鿿])|(?<=[、，和在])){_ROAD}(?=[（(][一-鿿]{{2,4}}[路道街](?:[—–~-]|至))"
        ),
    ),
    # 云湖苗族彝族乡: a township is named after its peoples.
    (
        "roads",
        "place",
        re.compile(
            "(?:(?<![一-鿿])|(?<=[在于、和及县市区]))[一-鿿]{2,4}?(?:[一-鿿]{1,3}族){1,3}乡(?![亲村镇])"
        ),
    ),
    (
        "roads",
        "place",
        re.compile("(?:(?<![一-鿿])|(?<=[于处省市区县镇]))[一-鿿]{2,3}道(?=[0-9]+号)"),
    ),
    # 建设南路: a road whose name begins like a verb.
    (
        "roads",
        "place",
        re.compile(
            "(?:人民|解放|建设|文化|健康|工业|和平|胜利|中山|新华|中央)(?:[东南西北][一二三]?|[一二三四五六七八九十]{1,2})(?:路|街|大街|大道)"
        ),
    ),
    (
        "campaigns",
        "programme",
        re.compile(
            "(?:(?<=实施)|(?<=推进)|(?<=践行)|(?<=战略、))"
            "(?!一批|国家|重大|[两三四五六]大|区域重大|总体|发展战略|各项|系列|这一|该|我国)[一-鿿]{2,8}?战略"
            "(?!性|高度|布局|合作|支撑|部署|定位|目标|机遇|任务|规划|科技|储备|资源|支点|通道|要地)"
        ),
    ),
    (
        "campaigns",
        "programme",
        re.compile("学习贯彻习近平新时代中国特色社会主义思想主题教育"),
    ),
    (
        "plans",
        "document",
        re.compile(
            r"国民经济和社会发展第[一二三四五六七八九十]+个五年(?:规划|计划)(?:纲要)?"
            r"(?:和[一-鿿〇○0-9]{3,6}年?远景目标(?:规划)?(?:纲要)?)?"
        ),
    ),
    (
        "plans",
        "document",
        re.compile(r"“?十[一二三四五]五”?(?:规划纲要|发展规划|规划)(?!编制|建设)"),
    ),
    # 江州市关于建设云湖新区的意见 as a line of its own: the title of a text.
    (
        "plans",
        "document",
        re.compile(
            r"(?m)(?<=^)[一-鿿]{2,24}关于[^。，；\n]{4,50}的(?:若干|实施|指导)?(?:意见|决定|建议|方案|办法|规定|措施|报告)(?=\s*$)"
        ),
    ),
    # 关于印发云湖县建设方案的通知: what is announced.
    (
        "plans",
        "document",
        re.compile(
            r"(?<=关于印发)(?!《)[^。，；《》\n]{4,50}?(?:方案|规划|计划|办法|规定|意见|措施|细则|纲要)(?=的通知)"
        ),
    ),
    # The same as a line of its own: the title of the text.
    (
        "plans",
        "document",
        re.compile(
            r"(?m)^[一-鿿]{2,6}[省市区县旗州盟镇][^。，；：、《》“”\n]{4,40}(?:实施|工作|行动|建设|改革)方案$"
        ),
    ),
    # 开展作风建设提升年活动: a campaign of one year.
    (
        "campaigns",
        "programme",
        re.compile(
            "(?:(?<=开展)|(?<=推进)|(?<=实施)|(?<=深化)|(?<=启动))(?![了的])(?:(?![的了在和与及等])[一-鿿]){3,12}年(?=活动)"
        ),
    ),
    # 引江济淮: water led from one river to another.
    (
        "campaigns",
        "programme",
        re.compile(
            "(?<![一-鿿吸牵])引(?![领导进入])[一-鿿]济[一-鿿](?:工程)?|引[江河汉黄淮大][济补][一-鿿](?:工程)?"
        ),
    ),
    # 江州市云湖区人民政府工作报告: the title of a report.
    (
        "plans",
        "document",
        re.compile(
            r"(?:(?<![一-鿿])|(?<=[0-9]年))(?!年)(?:[一-鿿]{1,7}?[省市区县旗州盟镇乡]){1,4}(?:人民)?政府工作报告(?![中指提确])"
        ),
    ),
    # 国办发〔2017〕7号: the number of a document.
    (
        "plans",
        "document",
        re.compile(r"(?<![一-鿿])[一-鿿]{2,6}〔[0-9]{4}〕[0-9]{1,4}号"),
    ),
    (
        "builders",
        "organisation",
        re.compile(
            f"中(?:铁|建|交|冶|核|水|电建|国铁建)(?:{_NTH}+|[0-9]{{1,2}})(?:局|公司|航局)(?:集团)?"
        ),
    ),
)
