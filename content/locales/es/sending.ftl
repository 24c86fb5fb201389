# Lo que se dice cuando algo que se ha pedido no se puede enviar.

page-failed = Lo siento: ahora no he podido hacer la hoja. Prueba otra vez con /report.
