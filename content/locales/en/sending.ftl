# What is said when something that was asked for cannot be sent.

page-failed = I could not make the page just now, and I am sorry. Please try /report again.
