# La copia para clínicas: un archivo FHIR. El programa de la clínica muestra estas palabras.

fhir-questions = Preguntas sobre isquios tensos
fhir-codes = Códigos del programa de isquios tensos
fhir-source-told = Lo ha contado la persona en un chat de autocuidado. Nadie la ha explorado.
fhir-source-worked-out = Sale de las respuestas de la persona. Sin exploración; no es un diagnóstico.
fhir-from = Desde
fhir-until = Hasta
fhir-consent = Sí a guardar las respuestas. Texto versión { $version }, idioma { $language }, SHA-256 { $hash }.
