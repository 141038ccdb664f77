"""The pack's facts, asked in the words of a call handler."""
