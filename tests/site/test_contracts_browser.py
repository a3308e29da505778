"""Hubs, statements, agreements and contracts of the demo site in a real browser.

``samvirke demo-site`` fills the database, and a second run changes nothing.
"""

import os
import shutil
import sqlite3
import subprocess
import sys

import pytest
from tests.site.server import serving
from tests.site.test_live_browser import check, choose, open_site

PAGES = (
    "/erhvervshuse/",
    "/erhvervshuse/nordjylland/",
    "/opgoerelser/nordjylland/2022/1/",
    "/opgoerelser/skridt/{draft}/",
    "/tal/{figure}",
    "/national/",
    "/national/2022/",
    "/aftaler/",
    "/aftaler/RA-2021-2023/?hus=nordjylland",
    "/kontrakter/",
    "/kontrakter/nordjylland/2021/",
    "/kontrakter/nordjylland/2021/check/",
    "/kontrakter/nordjylland/2021/ret/",
    "/kontrakter/nordjylland/2021/yaml/",
    "/kontrakter/skriv/",
    "/kontraktcheck/",
    "/opgoerelser/ny/nordjylland/",
)
TABLES = (
    *("accounts_user", "accounts_event", "imports_import", "guidance_engagement"),
    *("contracts_contract", "contracts_contractconfirmation"),
    *("contracts_statement", "contracts_statementstep"),
    *("contracts_statementfile", "contracts_statementfigure", "contracts_nationalstatement"),
)


def fill(path):
    """Runs the command, and counts what the database then holds."""
    command = [sys.executable, "-m", "samvirke.cli", "demo-site", "--database", str(path)]
    subprocess.run(command, check=True, env={**os.environ, "SAMVIRKE_DEMO": "1"})
    with sqlite3.connect(path) as held:
        return {
            table: held.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in TABLES
        }


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The database that the command fills, and what it counted."""
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite3"
    return path, fill(path)


@pytest.fixture(scope="module")
def demo_site(demo):
    """The address of the demo site."""
    with serving(demo[0]) as address:
        yield address


def found(path, query):
    with sqlite3.connect(path) as held:
        return held.execute(query).fetchone()[0]


def addresses(path):
    parts = {
        "draft": found(path, "SELECT id FROM contracts_statement WHERE state = 'draft'"),
        "figure": found(
            path,
            "SELECT address FROM contracts_statementfigure WHERE public AND line = 'RA21-M1a' "
            "AND address LIKE '%nordjylland/2021/%'",
        ).removeprefix("/tal/"),
    }
    return [page.format(**parts) for page in PAGES]


def test_filling_again_changes_nothing(demo, tmp_path):
    path, counted = demo
    shutil.copytree(path.parent, tmp_path / "kopi")
    assert counted["contracts_statement"] == 12
    assert counted["contracts_nationalstatement"] == 2
    assert fill(tmp_path / "kopi" / path.name) == counted


@pytest.mark.parametrize("width", [1280, 768, 320])
def test_every_page_fits_and_axe_finds_nothing(chromium, demo, demo_site, width):
    page = open_site(chromium, width=width)
    choose(page, demo_site, "direktoer@demo.example")
    for address in addresses(demo[0]):
        assert page.goto(demo_site + address).status == 200
        check(page, width)
    page.context.close()


@pytest.mark.parametrize("width", [1280, 768, 320])
def test_a_contract_s_form_fits_with_its_findings_and_its_mistakes(chromium, demo_site, width):
    page = open_site(chromium, width=width)
    choose(page, demo_site, "direktoer@demo.example")
    page.goto(f"{demo_site}/kontrakter/nordjylland/2021/ret/")
    page.get_by_role("button", name="Kontrollér").first.click()
    page.get_by_role("heading", name="Kontrollen").wait_for()
    check(page, width)
    page.get_by_label("Titel").fill("")
    page.get_by_role("button", name="Gem som ny version").first.click()
    page.get_by_role("link", name="Kontrakten: Titel").click()
    assert page.evaluate("document.activeElement.name") == "title"
    check(page, width)
    page.context.close()


def test_a_contract_is_written_by_keyboard_without_javascript(chromium, demo_site):
    page = open_site(chromium, width=320, javascript=False)
    choose(page, demo_site, "direktoer@demo.example")
    page.goto(f"{demo_site}/kontrakter/")
    page.get_by_role("link", name="Skriv en ny kontrakt").press("Enter")
    page.get_by_label("Kontraktens år").fill("2026")
    page.get_by_role("button", name="Begynd").press("Enter")
    page.locator("button[value='add-row:1']").press("Enter")
    page.keyboard.type("Kendskab i detailhandlen")  # the new row has the focus
    row = page.get_by_role("group", name="Mål 2, krav b")
    row.get_by_label("Krav", exact=True).select_option(label="mindst")
    row.get_by_label("Tal", exact=True).fill("45,5")
    row.get_by_label("Enhed").fill("pct.")
    row.get_by_label("År", exact=True).fill("2026")
    row.get_by_label("Tal", exact=True).press("Enter")  # the first button checks
    page.get_by_role("heading", name="Kontrollen").wait_for()
    page.get_by_role("button", name="Gem kontrakten").last.press("Enter")
    page.get_by_text("Resultatkontrakten er gemt.").wait_for()
    assert page.url == f"{demo_site}/kontrakter/nordjylland/2026/"
    page.get_by_text("mindst 45,5 pct.").first.wait_for()
    page.context.close()


def test_a_statement_is_signed_by_keyboard_without_javascript(chromium, demo, demo_site):
    page = open_site(chromium, javascript=False)
    choose(page, demo_site, "direktoer@demo.example")
    page.goto(f"{demo_site}/opgoerelser/nordjylland/2022/1/")
    page.get_by_role("link", name="Tag næste skridt").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Godkendt af direktøren").check()
    page.get_by_label("Dokument").fill("Demonotat")
    page.get_by_role("button", name="Gem skridtet").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Godkendt af direktøren", exact=False).first.wait_for()
    assert page.url == f"{demo_site}/opgoerelser/nordjylland/2022/1/"
    state = "SELECT state FROM contracts_statement WHERE hub = 'nordjylland' AND year = 2022"
    assert found(demo[0], state) == "signed_off"
    page.context.close()


def test_a_calculation_opens_beside_its_figure_and_leads_to_its_address(chromium, demo_site):
    page = open_site(chromium)
    page.goto(f"{demo_site}/opgoerelser/nordjylland/2021/1/")
    panel = page.locator("details").filter(has_text="/tal/").first
    panel.locator("summary").press("Enter")
    link = panel.get_by_role("link").first
    address = link.inner_text()
    link.click()
    assert page.url == demo_site + address
    page.context.close()


def test_both_parties_confirm_a_contract_by_keyboard_without_javascript(chromium, demo_site):
    contract = f"{demo_site}/kontrakter/nordjylland/2021/"
    confirm = f"{contract}bekraeft/2/"
    page = open_site(chromium, width=320, javascript=False)
    choose(page, demo_site, "direktoer@demo.example")
    page.goto(f"{contract}yaml/")
    page.get_by_label("Kontrakten som tekst").press("Control+End")
    page.keyboard.type("# et udkast")
    page.get_by_role("button", name="Gem").press("Enter")
    page.get_by_text("Versionen er et udkast").wait_for()
    for width in (1280, 768, 320):
        beside = open_site(chromium, width=width)
        choose(beside, demo_site, "direktoer@demo.example")
        for address in (contract, confirm):
            assert beside.goto(address).status == 200
            check(beside, width)
        beside.context.close()
    page.get_by_role("link", name="Bekræft version 2").press("Enter")
    page.get_by_label("Dokument").fill("Demobestyrelse, pkt. 1")
    page.get_by_role("button", name="Bekræft versionen").press("Enter")
    page.get_by_text("når KKR også har bekræftet den").wait_for()
    choose(page, demo_site, "sekretaer@demo.example")
    page.goto(demo_site)
    page.get_by_role("link", name="Bekræft resultatkontrakten 2021").press("Enter")
    assert page.url == confirm
    page.get_by_label("Dokument").fill("Demomøde, pkt. 2")
    page.get_by_role("button", name="Bekræft versionen").press("Enter")
    page.get_by_text("Kontrakten gælder nu").wait_for()
    page.context.close()
