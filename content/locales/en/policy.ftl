# The words that people agree to, and what /privacy says.
#
# After a change of meaning, add a version to content/policy.yaml: everybody is then asked anew.

consent =
    <b>May I store your answers?</b>
    Some of them are about your health. I need them to make and change your plan. They are kept locked on the machine of whoever runs this bot. They are shared with no one. /withdraw takes back your yes. /export gives you a copy. /erase deletes everything. Bot chats are not end-to-end encrypted, so Telegram can see them in transit.

privacy = <b>Privacy</b>
privacy-who = <b>Who runs this bot:</b> { $operator ->
        [none] { $contact ->
            [none] the person or practice that gave you its name
           *[other] { $contact }
        }
       *[other] { $contact ->
            [none] { $operator }
           *[other] { $operator }, { $contact }
        }
    }.
privacy-what = <b>What is stored:</b> your chat's number, answers, time zone, plan, reports and lessons read. My messages to you stay for 2 days. No name, no phone number, no place.
privacy-why = <b>Why:</b> to make your plan, to send it, and to change it. Your yes allows it, and nothing else does.
privacy-long = <b>How long:</b> until you delete it. { $months ->
        [0] { "" }
        [one] After { $months } month without a word from you, I warn you. All is deleted 30 days later.{ " " }
       *[other] After { $months } months without a word from you, I warn you. All is deleted 30 days later.{ " " }
    }After /withdraw, all is deleted in 30 days.
privacy-clinic = <b>You came through:</b> <code>{ $code }</code>. I keep that word until you delete your data.
privacy-rest = <blockquote expandable>{ privacy-locked }{ privacy-seen }{ privacy-rights }{ privacy-telegram }</blockquote>
privacy-locked =
    <b>How it is locked</b>
    Your data has a key of its own. That key is locked with a main key. The main key is kept apart from the data. Old safety copies are locked too, and newer ones take their place.
privacy-seen =
    {""}
    <b>Who sees it</b>
    It is not shared and not sold. In this chat, whoever runs the bot can see counts of people only. They hold the main key, so you trust them with it.
privacy-rights =
    {""}
    <b>Your rights</b>
    • See: /answers. A copy of all: /export.
    • Correct: /answers and /correct.
    • Take back your yes: /withdraw. What was done before that stays lawful.
    • Delete all: /erase. End all messages: /stop.
    • Complain: write to the data protection authority where you live.
privacy-telegram =
    {""}
    <b>Telegram</b>
    It keeps its own copy of this chat. You can delete the chat there. Bot chats are not end-to-end encrypted, so Telegram can see them in transit.

# Where the person stands, as the last line.
privacy-agreed = You said yes on { $date } { $year } (version { $version }).
privacy-taken-back = You took back your yes on { $date } { $year }.
privacy-not-agreed = You have not said yes. I store none of your answers.
