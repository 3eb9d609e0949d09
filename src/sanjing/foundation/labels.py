"""Words for people: text of one language, or text that is put into a language when shown."""

from django.utils.functional import Promise

Label = str | Promise
