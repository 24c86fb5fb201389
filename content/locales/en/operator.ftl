### For who runs the bot: /stats. Counts only, and nothing about any person.

stats-title = <b>People with data here:</b> { $people }
stats-days = <b>In the last 7 days | 30 days</b> (full days, UTC)
stats-row = { $what }: { $week } | { $month }
stats-count = { $n ->
        [0] fewer than 5
       *[other] { $n } or more
    }
stats-began = Began
stats-consented = Said yes to the terms
stats-withdrew = Took the yes back
stats-plan = Took up a plan
stats-told = Reports
stats-looked_again = Did the checks again
stats-exported = Copies sent
stats-erased = Deleted their data
stats-expired = Not heard of, so deleted
stats-blocked = Blocked the bot
stats-unblocked = Let it in again
stats-rounded = Counts are cut to fives, so that no one can be found in them.
stats-letters = Letters not settled: { $n }{ $n ->
        [0] .
       *[other] , the oldest for { $minutes ->
            [one] { $minutes } minute.
           *[other] { $minutes } minutes.
        }
    }
stats-set-aside = Events set aside: { $n }.
stats-up = Version { $version }, up for { $days ->
        [one] { $days } day
       *[other] { $days } days
    } and { $hours ->
        [one] { $hours } hour.
       *[other] { $hours } hours.
    }
stats-trouble = I cannot read the counts right now. Please try again soon.
