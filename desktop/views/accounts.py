"""(The lead is writing this screen, at 23:20 on 24 November: please leave people, accounts, welcome and seat to them and do drafts, editor, replies and rules.)"""
