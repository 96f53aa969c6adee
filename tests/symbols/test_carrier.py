"""Numbers that carriers and collections of their formats have published, with right and with wrong check digits.

Sources: tracking_number_data (the test numbers of its formats), paketda (German parcel services), UPU S10, bwipp's pages on Identcode,
S10 and DPD, DPD Parcel Label Specification. Where no number is published, one is made after the published form and rule (Posti,
PostNL, PostNord, Bring's packages, Matkahuolto).
"""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.symbols import carrier
from app.symbols.carrier import carrier_table, parse_table, read_tracking
from app.symbols.parse import parse
from app.symbols.readings import Kind, Reading

RIGHT = [
    ("UPS", "1Z5R89390357567127"),
    ("UPS", "1Z879E930346834440"),
    ("UPS", "1Z410E7W0392751591"),
    ("UPS", "1Z8V92A70367203024"),
    ("UPS", "1ZXX3150YW44070023"),
    ("UPS", "1z 8v92 a703 6720 3024"),
    ("UPS", "K2479825491"),
    ("UPS", "K1506235620"),
    ("FedEx", "986578788855"),
    ("FedEx", "477179081230"),
    ("FedEx", "799531274483"),
    ("FedEx", "790535312317"),
    ("FedEx", " 7 9 0 5 3 5 3 1 2 3 1 7 "),
    ("FedEx", "974367662710"),
    ("FedEx", "1001921334250001000300779017972697"),
    ("FedEx", "1001921380360001000300639585804382"),
    ("FedEx", "1001901781990001000300617767839437"),
    ("FedEx", "1002297871540001000300790695517286"),
    ("FedEx", "61299998820821171811"),
    ("FedEx", "9261292700768711948021"),
    ("FedEx", "0414 4176 0228 964"),
    ("FedEx", "5682 8361 0012 000"),
    ("FedEx", "5682 8361 0012 734"),
    ("FedEx", "00 0123 4500 0000 0027"),
    ("FedEx", "9611020987654312345672"),
    ("FedEx", "9622001900000000000000776632517510"),
    ("FedEx", "9622001560000000000000794808390594"),
    ("FedEx", "9622001560001234567100794808390594"),
    ("FedEx", "9632001560123456789900794808390594"),
    ("USPS", "0307 1790 0005 2348 3741"),
    ("USPS", "7112 3456 7891 2345 6787"),
    ("USPS", "4201002334249200190132607600833457"),
    ("USPS", "4201028200009261290113185417468510"),
    ("USPS", "420 22153 9101026837331000039521"),
    ("USPS", "7196 9010 7560 0307 7385"),
    ("USPS", "9505 5110 6960 5048 6006 24"),
    ("USPS", "9101 1234 5678 9000 0000 13"),
    ("USPS", "92748931507708513018050063"),
    ("USPS", "9400 1112 0108 0805 4830 16"),
    ("USPS", "9361 2898 7870 0317 6337 95"),
    ("USPS", "9405803699300124287899"),
    ("USPS", "RB123456785US"),
    ("DHL", "3318810025"),
    ("DHL", "8487135506"),
    ("DHL", "3318810036"),
    ("DHL", "3318810014"),
    ("DHL", "1099255990"),
    ("DHL", "3821724944"),
    ("DHL", "73891051146"),
    ("DHL", "201298452277"),
    ("DHL", "563102430313"),
    ("DHL", "218025809066"),
    ("DHL", "00340433836442636597"),
    ("DHL", "JJD1410302937991"),
    ("DHL", "JJD0099999999"),
    ("DHL", "JVGL0999999990"),
    ("DHL", "GM2951173225174494"),
    ("DHL", "GM 2 9 5 117 32 25 1 7 44 9 4"),
    ("DHL", "GM295117494011169042"),
    ("DPD", "00 81827 0998 0000 0200 33 350 276 C"),
    ("DPD", "0081 827 0998 0000 0200 45 327 276 N"),
    ("DPD", "%008182709980000020033350276"),
    ("DPD", "01015026003653c"),
    ("Hermes", "09133131530724"),
    ("Canada Post", "0073938000549297"),
    ("Canada Post", "7035114477138472"),
    ("Canada Post", "4002847016405018"),
    ("Royal Mail", "RB123456785GB"),
    ("Royal Mail", "RR473124829GB"),
    ("La Poste", "EE471108151FR"),
    ("Posti", "RB123456785FI"),
    ("Posti", "JJFI64300000001234567"),
    ("PostNord", "RB123456785SE"),
    ("PostNL", "RB123456785NL"),
    ("PostNL", "3SDEVC201611210"),
    ("PostNL", "3SABCD1234567"),
    ("Hongkong Post", "EB000717618HK"),
    ("Hongkong Post", "EB000717595HK"),
    (None, "RB123456785CV"),
    (None, " R B 1 2 3 4 5 6 7 8 5 C F "),
    ("Bring", "70438101015432113"),
    ("Bring", "370438101015432121"),
    ("Bring", "00370438101015432121"),
    ("Yodel", "JJD0002257639032011"),
    ("Yodel", "JD0002242617644732"),
    ("Amazon", "TBA000000000000"),
    ("Amazon", "TBA502887274000"),
    ("Amazon", " T B A 0 0 0 0 0 0 0 0 0 0 0 0 "),
    ("OnTrac", "C11031500001879"),
    ("OnTrac", "C 110 31 500 00187 9"),
    ("OnTrac", "C10999911320231"),
    ("OnTrac", "C11121552953069"),
    ("OnTrac", "D10011354453707"),
    ("OnTrac", "D10011345983010"),
    ("OnTrac", "D10011342332145"),
    ("OnTrac", "LX17635036"),
    ("OnTrac", "LX 176 35035"),
    ("OnTrac", "1LS717793482164"),
    ("OnTrac", "1LS724505321754"),
    ("OnTrac", "1LS7119013618127-1"),
    ("Purolator", "320595463938"),
    ("Purolator", "320606146993"),
    ("Purolator", "287809468872"),
    ("Purolator", "331426749957"),
    ("Landmark Global", "LTN74207623N1"),
    ("Spee-Dee", "SP029692510000920746"),
    ("GOFO Express", "GFUS01011884214464"),
    ("YunExpress", "YT2229521272164446"),
    ("YunExpress", " Y T 2 2 2 9 5 2 1 2 7 2 1 6 4 4 4 7 "),
    ("Old Dominion", "07209562763"),
    ("Old Dominion", "77767553207"),
    ("Old Dominion", "77806528897"),
    ("Old Dominion", "80003280379"),
    ("Old Dominion", "80993847369"),
]

WRONG = [
    ("UPS", "1Z5R89390357567128"),
    ("UPS", "2Z5R89390357567127"),
    ("UPS", "1A5R89390357567127"),
    ("UPS", "1Z1111111111111111"),
    ("FedEx", "996578788855"),
    ("FedEx", "1001901781990001000300617767839438"),
    ("FedEx", "9261292700768711948020"),
    ("FedEx", "5682 8361 0012 732"),
    ("FedEx", "000000000000000001"),
    ("FedEx", "9600000000000000000001"),
    ("FedEx", "9622001560001234567100794808390595"),
    ("FedEx", "9622001560001234567100794808390597"),
    ("USPS", "0307 1790 0005 2348 3742"),
    ("USPS", "4201028200009261290113185417468511"),
    ("USPS", "61299998820821171811"),
    ("USPS", "9200000000000000000000"),
    ("USPS", "420000000000000000000000000000"),
    ("USPS", "420000009200000000000000000000"),
    ("USPS", "RB123456786US"),
    ("DHL", "3318810010"),
    ("DHL", "3318810034"),
    ("DHL", "3318810011"),
    ("DHL", "73891051149"),
    ("DHL", "201298452278"),
    ("DHL", "00340433836442636598"),
    ("DHL", "XJD0099999998"),
    ("DHL", "GS295117494011169041"),
    ("DPD", "008182709980000020033350276A"),
    ("DPD", "0081 827 0998 0000 0200 45 000 000 N"),
    ("DPD", "01015026003653D"),
    ("Hermes", "09133131530725"),
    ("Canada Post", "0073938000549292"),
    ("Canada Post", "7035114477138471"),
    ("Canada Post", "5002847016405018"),
    ("Royal Mail", "RB123456786GB"),
    ("Bring", "370438101015432122"),
    ("Amazon", "TBA50288727400A"),
    ("Amazon", "000000000000000"),
    ("OnTrac", "C10000000000000"),
    ("OnTrac", "C11031500001889"),
    ("OnTrac", "D10011345983012"),
    ("OnTrac", "LX1763503N"),
    ("OnTrac", "LA17635036"),
    ("OnTrac", "1LS7119013618127-2"),
    ("Purolator", "320595463939"),
    ("Purolator", "287809468875"),
    ("Landmark Global", "LSN74209518N1"),
    ("Spee-Dee", "SX029692510000920746"),
    ("GOFO Express", "GFUS0101188421446"),
    ("Old Dominion", "07209562773"),
    ("Old Dominion", "80003280389"),
    ("Old Dominion", "79927398713"),
    (None, "RB123456785XX"),
]

UNPROVEN = [
    ("GLS", "50123456789"),
    ("GLS", "XHAX4HDA"),
    ("DPD", "01015026003653"),
    ("DPD", "008182709980000020033350276"),
    ("UPS", "801234567890123456"),
    ("UPS", "MI123456ABCDEF"),
    ("Matkahuolto", "MH1234567890123"),
    ("Deutsche Post", "01 030E 0928 06 011E 001E"),
    ("Purolator", "KYV009956937"),
    ("Canpar", "D576002440000001718010"),
]


def tracking(text: str, name: str | None) -> list[Reading]:
    return [reading for reading in parse(text) if reading.kind is Kind.TRACKING and reading.carrier == name]


@pytest.mark.parametrize(("name", "text"), RIGHT)
def test_a_published_number_is_recognised(name: str | None, text: str) -> None:
    readings = tracking(text, name)
    assert any(reading.valid for reading in readings), readings
    compact = text.replace(" ", "").upper()
    assert all(reading.value in compact for reading in readings)
    assert compact in {reading.value for reading in readings}


@pytest.mark.parametrize(("name", "text"), WRONG)
def test_a_wrong_number_is_never_called_right(name: str | None, text: str) -> None:
    for reading in tracking(text, name):
        assert not reading.valid
        assert re.search("[Ee]xpected .* got .", reading.reason) or reading.unproven


@pytest.mark.parametrize(("name", "text"), UNPROVEN)
def test_a_number_that_nothing_proves_says_so(name: str, text: str) -> None:
    readings = tracking(text, name)
    assert readings
    for reading in readings:
        assert (reading.valid, reading.unproven) == (False, True)
        assert "no check digit known, nothing proves it" in reading.reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1Z5R89390357567128", "UPS 1Z number: expected check digit 7, got 8."),
        ("3318810010", "DHL Express waybill number: expected check digit 4, got 0."),
        ("RB123456786GB", "UPU S10 item of Royal Mail (GB): expected check digit 5, got 6."),
        ("RB123456785CV", "UPU S10 item of the post of CV: check digit 5 is right."),
        ("RB123456785XX", "UPU S10 item: expected a country code at the end, got XX."),
        ("JJFI64300000001234567", "Posti parcel identifier: no check digit known, the form is distinctive."),
    ],
)
def test_the_reason_says_what_speaks_for_or_against_it(text: str, reason: str) -> None:
    assert next(reading.reason for reading in parse(text) if reading.kind is Kind.TRACKING) == reason


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("9622001560001234567100794808390594", "794808390594"),
        ("1001921334250001000300779017972697", "779017972697"),
        ("9611020987654312345672", "987654312345672"),
        ("420221539101026837331000039521", "9101026837331000039521"),
        ("4201002334249200190132607600833457", "9200190132607600833457"),
        ("%008182709980000020033350276", "09980000020033"),
        ("008182709980000020033350276C", "09980000020033"),
        ("00370438101015432121", "370438101015432121"),
    ],
)
def test_the_number_in_a_longer_barcode_comes_first_and_the_whole_after_it(text: str, number: str) -> None:
    values = [reading.value for reading in read_tracking(text) if reading.valid]
    assert values[:2] == [number, text]


def test_a_gls_number_has_its_own_check_digit() -> None:
    right = [
        digit for digit in "0123456789" if any(reading.valid for reading in tracking(f"5012345678{digit}0", "GLS"))
    ]
    assert len(right) == 1
    # Weights 3 and 1 from the right, one more than the sum, up to the next ten: 9·3+8+7·3+6+5·3+4+3·3+2+1·3+0+5·3 = 110, and one.
    assert [reading.valid for reading in tracking("501234567899", "GLS")] == [True]
    assert tracking("501234567890", "GLS")[0].reason == "GLS parcel number: expected check digit 9, got 0."


def test_proven_readings_come_first() -> None:
    readings = read_tracking("986578788855")
    assert [reading.valid for reading in readings] == sorted((reading.valid for reading in readings), reverse=True)
    assert readings[0].carrier == "FedEx"


def test_a_number_that_two_rules_allow_is_one_reading_per_carrier() -> None:
    readings = read_tracking("71969010756003077385")
    assert [reading.carrier for reading in readings].count("USPS") == 1
    assert len({(reading.value, reading.carrier) for reading in readings}) == len(readings)


def test_every_form_of_the_table_is_sound() -> None:
    table = carrier_table()
    for form in table.forms:
        assert re.compile(form.pattern)
        assert form.min_length <= form.max_length
        assert form.check is None or not form.distinctive or form.carrier == "UPS"
        last = form.end or form.min_length - 1
        assert form.start < last < form.max_length
        if form.tracking is not None:
            assert form.tracking[0] < form.tracking[1] <= form.min_length
    assert set(table.s10_operators) <= table.s10_countries


def test_every_carrier_names_its_source() -> None:
    document = tomllib.loads(Path(carrier.__file__).with_name("carriers.toml").read_text(encoding="utf-8"))
    for entry in document["carrier"]:
        assert entry["source"].strip()
        assert "\n" not in entry["source"]


@given(st.data())
def test_a_text_of_every_form_is_read_without_fail(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(carrier_table().forms))
    text = data.draw(st.from_regex(form.pattern, fullmatch=True, alphabet=st.characters(codec="ascii")))
    if not form.min_length <= len(text) <= form.max_length:
        return
    readings = [reading for reading in read_tracking(text) if reading.carrier == form.carrier]
    assert readings
    assert all(reading.reason.startswith(form.carrier) for reading in readings)


def test_an_unknown_method_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"Expected a known method in rules\.odd, got 'guess'\."):
        parse_table('[rules.odd]\nmethod = "guess"\n')
