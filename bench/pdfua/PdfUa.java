// SPDX-License-Identifier: EUPL-1.2
// Asks veraPDF whether files follow PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2), and
// which rules they break.
// usage: java -cp 'lib/*' PdfUa.java FILE...      exit status 1 when a file does not
import java.io.File;
import java.util.List;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

public class PdfUa {
	static boolean follows(String file, PDFAFlavour norm) throws Exception {
		var all = Foundries.defaultInstance();
		try (var parser = all.createParser(new File(file), norm);
				var validator = all.createValidator(norm, false)) {
			var result = validator.validate(parser);
			System.out.println(file + (result.isCompliant() ? " follows " : " does not follow ")
					+ norm + ", checks: " + result.getTotalAssertions());
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
			for (var norm : List.of(PDFAFlavour.PDFUA_1, PDFAFlavour.PDFA_2_A))
				good &= follows(file, norm);
		System.exit(good ? 0 : 1);
	}
}
