# The copy for clinics: a FHIR file. A clinic's program shows these words beside its codes.
#
# Short and plain, no "you".

fhir-questions = Questions about tight hamstrings
fhir-codes = Codes of the tight hamstrings program
fhir-source-told = Told by the person in a self-care chat. Nobody has examined them.
fhir-source-worked-out = Worked out from the person's own answers. Not examined, not a diagnosis.
fhir-from = From
fhir-until = Until
# $version: of the text that was agreed to; $hash: of its very words; $language: it was read in.
fhir-consent = Yes to storing answers. Text version { $version }, language { $language }, SHA-256 { $hash }.
