import java.io.File;
import java.io.FileOutputStream;
import java.io.FileDescriptor;
import java.io.PrintStream;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/** Checks one PDF against PDF/UA-1; JSON to stdout; exit 0 compliant, 1 not, 2 error. */
public class VeraCheck {
    public static void main(String[] args) {
        // Results are UTF-8 whatever the locale; only the library's severe messages reach stderr.
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true,
                java.nio.charset.StandardCharsets.UTF_8);
        Logger.getLogger("").setLevel(Level.SEVERE);
        if (args.length != 1) {
            System.err.println("usage: VeraCheck FILE.pdf");
            System.exit(2);
        }
        try {
            ValidationResult result = validate(new File(args[0]));
            out.println(toJson(result));
            System.exit(result.isCompliant() ? 0 : 1);
        } catch (Throwable e) { // also NoClassDefFoundError: a jar is missing from the class path
            System.err.println("VeraCheck: " + e);
            if (e.getCause() != null) System.err.println("  caused by: " + e.getCause());
            System.exit(2);
        }
    }

    static ValidationResult validate(File pdf) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour ua1 = PDFAFlavour.PDFUA_1;
        try (PDFAParser parser = Foundries.defaultInstance().createParser(pdf, ua1);
             PDFAValidator validator = Foundries.defaultInstance().createValidator(ua1, false)) {
            return validator.validate(parser);
        }
    }

    static String toJson(ValidationResult result) {
        // Sort by clause and test number, so that equal results print equally.
        Map<String, String> failed = new TreeMap<>();
        for (Map.Entry<RuleId, Integer> entry : result.getFailedChecks().entrySet()) {
            RuleId id = entry.getKey();
            String description = result.getValidationProfile().getRuleByRuleId(id).getDescription();
            failed.put(String.format("%s#%05d", id.getClause(), id.getTestNumber()), String.format(
                    "{\"clause\": %s, \"test\": %d, \"description\": %s, \"count\": %d}",
                    quote(id.getClause()), id.getTestNumber(), quote(description), entry.getValue()));
        }
        StringJoiner list = new StringJoiner(", ", "[", "]");
        failed.values().forEach(list::add);
        return "{\"compliant\": " + result.isCompliant() + ", \"failed\": " + list + "}";
    }

    static String quote(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') json.append('\\').append(c);
            else if (c < ' ') json.append(String.format("\\u%04x", (int) c));
            else json.append(c);
        }
        return json.append('"').toString();
    }
}
