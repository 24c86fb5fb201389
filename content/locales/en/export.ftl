# /export: how a copy of all stored data comes, and the words in its files.

### In the chat

command-export = A copy of all your data
help-export = /export sends a copy of your data.
button-export = Send me a copy
export-here =
    <b>A copy of all that is stored about you</b>
    Four files come below. The JSON file and the tables hold everything.
export-mind = Whoever holds your phone can open them here. Save what you need, then delete these messages.
export-file-summary = To read or print: a summary as a PDF.
export-file-json = All of it, for other programs: JSON.
export-file-csv = All of it as tables, for a spreadsheet: a zip.
export-file-fhir = What a clinic can use, for its software: FHIR R4.
export-under-way = Your files are on their way. A new copy can be had in a minute.
export-failed = This file could not be made just now. Please write /export again later.

### The files: words in all of them

export-about = All of it was told by the person, in a chat. Nobody examined them. It is self-care, and no diagnosis.
export-setting-zone = Time zone
export-setting-language = Language
export-setting-summary = Weekly summary
export-setting-text_only = Text only
export-setting-details = Details in reminders
export-setting-paused_until = Paused until
export-setting-clinic = Came by the link of

### The tables

export-readme-head = A copy of your data as tables. Any spreadsheet opens them.
export-readme-cells = Where a cell begins with a sign like = or +, an apostrophe stands before it. So no cell acts as a formula. In "stored" and "history" the data stands as the program keeps it.
export-table-answers = your answers, as they count now
export-table-scores = what these answers point to, 0-100
export-table-assessments = your answers and scores each time you were asked
export-table-plan = your plan now
export-table-moves = the moves of your plan
export-table-sessions = every session as it was built, a line a move
export-table-reports = what you told of each session
export-table-decisions = what was decided after each report, and why
export-table-consents = when you agreed, and to which text
export-table-safety = safety signs, and what became of them
export-table-settings = your settings
export-table-messages = messages of the bot of the last 48 hours
export-table-screens = which message of Telegram shows which screen
export-table-set_aside = what the program could not take
export-table-history = your history, row by row
export-table-stored = all other fields that are stored

### The summary

export-title = A copy of your data
export-made = Made { $day } from all that is stored about this chat.
export-footer = Made { $day } from the person's own words. Not examined, not a diagnosis.
export-consents = Consent
export-consent-when = When
export-consent-what = What
export-consent-version = Text
export-consent-read = Read in
export-consent-hash = Fingerprint of the words
export-consent-given = given
export-consent-withdrawn = taken back
export-question = Question
export-answer = Answer
export-answers = Answers: { $about }
export-old = Answers to older questions
export-reports = Reports, newest first
export-day = Day
export-decisions-more = { $n ->
        [one] { $n } earlier decision stands
       *[other] { $n } earlier decisions stand
    } in the other files.
export-settings = Settings
export-none = none
export-counts = Also stored
export-count-chat = Telegram's number of this chat: { $chat }
export-count-written = Written { $n ->
        [one] { $n } time
       *[other] { $n } times
    }, last at { $at }
export-count-due = When the bot next has something to do for this chat: { $at }
export-count-history = { $n ->
        [one] { $n } row
       *[other] { $n } rows
    } of history
export-count-messages = { $n ->
        [one] { $n } message
       *[other] { $n } messages
    } of the last 48 hours
export-count-aside = { $n ->
        [one] { $n } thing
       *[other] { $n } things
    } that the program could not take
export-count-unreadable = { $n ->
        [one] { $n } entry
       *[other] { $n } entries
    } in "{ $table }" that could not be opened
export-count-where = All of this stands whole in the JSON file, and in the tables.
