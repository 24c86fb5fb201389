### Para quien gestiona el bot: /stats. Solo recuentos, y nada sobre ninguna persona.

stats-title = <b>Personas con datos aquí:</b> { $people }
stats-days = <b>En los últimos 7 días | 30 días</b> (días completos, UTC)
stats-row = { $what }: { $week } | { $month }
stats-count = { $n ->
        [0] menos de 5
       *[other] { $n } o más
    }
stats-began = Empezaron
stats-consented = Dieron su permiso
stats-withdrew = Retiraron su permiso
stats-plan = Empezaron un plan
stats-told = Registros
stats-looked_again = Nuevas evaluaciones
stats-exported = Copias enviadas
stats-erased = Borraron sus datos
stats-expired = Sin noticias, y borrados
stats-blocked = Bloquearon el bot
stats-unblocked = Lo desbloquearon
stats-rounded = Los números bajan al múltiplo de 5, para que no se reconozca a nadie.
stats-letters = Mensajes pendientes: { $n }{ $n ->
        [0] .
       *[other] , el más antiguo desde hace { $minutes ->
            [one] { $minutes } minuto.
           *[other] { $minutes } minutos.
        }
    }
stats-set-aside = Eventos apartados: { $n }.
stats-up = Versión { $version }, en marcha desde hace { $days ->
        [one] { $days } día
       *[other] { $days } días
    } y { $hours ->
        [one] { $hours } hora.
       *[other] { $hours } horas.
    }
stats-trouble = Ahora no puedo leer los números. Prueba otra vez dentro de un rato.
