// SPDX-License-Identifier: EUPL-1.2
// Asks veraPDF whether files follow PDF/UA-1 (ISO 14289-1), and which rules they break.
// usage: java -cp 'lib/*' PdfUa.java FILE...      exit status 1 when a file does not
import java.io.File;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

public class PdfUa {
	static boolean follows(String file) throws Exception {
		var all = Foundries.defaultInstance();
		try (var parser = all.createParser(new File(file), PDFAFlavour.PDFUA_1);
				var validator = all.createValidator(PDFAFlavour.PDFUA_1, false)) {
			var result = validator.validate(parser);
			System.out.println(file + ": " + (result.isCompliant() ? "follows" : "does not follow")
					+ " PDF/UA-1, checks: " + result.getTotalAssertions());
			result.getTestAssertions().stream()
					.filter(t -> t.getStatus() == TestAssertion.Status.FAILED).limit(20)
					.forEach(t -> System.out.println("  " + t.getRuleId() + " " + t.getMessage()
							+ " at " + t.getLocation().getContext()));
			return result.isCompliant();
		}
	}

	public static void main(String[] files) throws Exception {
		VeraGreenfieldFoundryProvider.initialise();
		boolean good = true;
		for (String file : files)
			good &= follows(file);
		System.exit(good ? 0 : 1);
	}
}
