"""Sign-ins, sign-outs and refused attempts enter the audit trail."""
