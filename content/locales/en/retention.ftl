### Who was not heard of for long: a warning, and then the end. Read on a locked screen too: nothing about health.

retention-warning = I have not heard from you for a long time. On { $date } I will delete all your data here. To keep it, tap the button or write anything. For a copy, send /export.
button-keep-data = Keep my data
retention-kept = Good to hear from you. Your data stays.
retention-nothing = Your data is no longer here. To begin anew, send /start.
retention-ended = As I wrote, I have now deleted all your data here. Telegram keeps its own copy of this chat, which you can delete there. You are welcome back at any time.
