# Short lessons, text only, and how the bot presents itself. Texts of the lessons: lessons.yaml.

## /learn

command-learn = Short lessons, 1 minute each
help-learn = /learn has short lessons.
learn-title = <b>Short lessons</b>
    One minute each. Tap one to read it.
learn-progress = <i>{ $read ->
        [0] { $total } lessons
       *[other] { $read } of { $total } read
    }</i>
# On a button, with the number before it and at most 34 letters in all.
learn-unread = { $n }. { $title }
learn-read = { $n }. { $title } (read)
lesson-title = <i>Lesson { $n } of { $total }</i>
    <b>{ $title }</b>
lesson-text = { $text }
lesson-sources = <b>Sources</b>
lesson-source = • { $citation }
button-sources = Sources
button-no-sources = Hide sources
button-next-lesson = Next ›
button-all-lessons = ‹ All lessons
learn-closed = Closed. /learn opens the lessons again.
lesson-offer = <b>A short lesson?</b>
    One minute to read: { $title }
button-read-lesson = Read it
lesson-later = All right. It waits at /learn.
# In a quiet tone, in the place of the offer.
lesson-line = A short lesson, if you like: { $title }. It is at /learn.

## Text only

setting-text_only = Text only
text-only-on = On
text-only-off = Off
text-only-is-on = Text only is on: no effects, no emoji, no pictures.
text-only-is-off = Text only is off.

## Gains

again-gain = A real gain since last time. Your steady work shows.

## What Telegram shows of the bot: at most 512 and 120 letters

bot-description =
    Do your hamstrings always feel tight? I ask about your habits and moves. I say what may play a part. Then I send a few gentle moves a day, at your time. They change with what you tell me.

    For adults. Self-care and teaching. I am no medical device and give no diagnosis. I am not for emergencies. /privacy says what is stored.
bot-about = Gentle daily moves for hamstrings that feel tight. Self-care for adults. No diagnosis.
