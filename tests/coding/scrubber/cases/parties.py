"""Identifiers, coverage, government plans, privacy, signatures."""

from tests.coding.scrubber.visits import GONE, Case, Given

SECOND_PLAN = {"payer": "cigna", "payer_name": "Cigna", "member_id": "U7712345", "plan_type": "ppo"}
MEDICARE = {
    "coverages[0].payer": "medicare",
    "coverages[0].plan_type": "medicare",
    "coverages[0].member_id": "1EG4TE5MK73",
}

CASES = [
    Case(
        "identifiers/practice-taxonomy-missing",
        breaks=Given({"practice.taxonomy": None}),
        keeps=Given({"practice.taxonomy": "261QP2300X"}),
    ),
    Case(
        "identifiers/provider-taxonomy-missing",
        breaks=Given({"providers[0].taxonomy": None}),
        keeps=Given({"providers[0].taxonomy": "207L00000X"}),
    ),
    Case(
        "identifiers/provider-license-missing",
        breaks=Given({"providers[0].licence_number": None}),
        keeps=Given({"providers[0].licence_number": "1", "providers[0].licence_state": "CA"}),
    ),
    Case(
        "identifiers/one-npi-for-practice-and-provider",
        breaks=Given({"practice.npi": "1234567893"}),
        keeps=Given({"practice.npi": "1245319599"}),
    ),
    Case(
        "identifiers/practice-address-is-a-box",
        breaks=Given({"practice.address.line1": "P.O. Box 12"}),
        keeps=Given(
            {
                "practice.address.line1": "12 Boxwood Street",
                "practice.pay_to_address": {"line1": "PO Box 12", "city": "Rochester", "state": "NY", "zip": "14607"},
            }
        ),
    ),
    Case(
        "identifiers/practice-zip-short",
        breaks=Given({"practice.address.zip": "14607"}),
        keeps=Given({"practice.address.zip": "14607-0001"}),
    ),
    Case(
        "identifiers/provider-credentials",
        breaks=Given({"providers[0].credentials": "LMSW"}),
        keeps=Given({"providers[0].credentials": "Ph.D., M.D."}),
    ),
    Case("coverage/none", breaks=Given({"coverages": []}), keeps=Given()),
    Case(
        "coverage/secondary-without-primary",
        breaks=Given({"coverages[0].rank": "secondary"}),
        keeps=Given({"coverages[0].rank": "primary"}),
    ),
    Case(
        "coverage/secondary-waits-for-primary",
        breaks=Given({"coverages": lambda held: [*held, {**SECOND_PLAN, "rank": "secondary"}]}),
        keeps=Given({"coverages[0].rank": "secondary"}),
    ),
    Case(
        "coverage/not-yet-in-force",
        breaks=Given({"coverages[0].effective_from": "2026-11-13"}),
        keeps=Given({"coverages[0].effective_from": "2026-11-12"}),
    ),
    Case(
        "coverage/ended",
        breaks=Given({"coverages[0].effective_until": "2026-11-11"}),
        keeps=Given({"coverages[0].effective_until": "2026-11-12"}),
    ),
    Case(
        "coverage/member-id-malformed",
        breaks=Given({"coverages[0].member_id": "W#1"}),
        keeps=Given({"coverages[0].member_id": "XYZ 123-456-789"}),
    ),
    Case(
        "coverage/member-id-not-as-payer-issues",
        breaks=Given({**MEDICARE, "coverages[0].member_id": "1SG4TE5MK73"}),
        keeps=Given({**MEDICARE, "coverages[0].member_id": "1eg4-te5-mk73"}),
    ),
    Case(
        "coverage/group-number-missing",
        breaks=Given({"coverages[0].group_number": None}),
        keeps=Given({"coverages[0].group_number": None, "coverages[0].plan_type": "marketplace"}),
    ),
    Case(
        "coverage/payer-id-missing",
        breaks=Given({"coverages[0].payer": "other", "coverages[0].payer_id": None}),
        keeps=Given({"coverages[0].payer": "other", "coverages[0].payer_id": "12345"}),
    ),
    Case(
        "coverage/payer-id-missing",
        breaks=Given({"coverages[0].payer_id": None}),
        keeps=Given({"coverages[0].payer": "humana", "coverages[0].payer_id": None}),
        says="Lists give 60054, which no published source",
    ),
    Case(
        "coverage/payer-not-known",
        breaks=Given({"coverages[0].payer": "atena"}),
        keeps=Given({"coverages[0].payer": "other"}),
    ),
    Case(
        "coverage/claims-address-missing",
        breaks=Given({"coverages[0].claims_address": None}),
        keeps=Given({"coverages[0].claims_address": None, "coverages[0].payer": "cigna"}),  # Cigna's form bears it
    ),
    Case(
        "coverage/plan-type-unknown",
        breaks=Given({"coverages[0].plan_type": GONE}),
        keeps=Given({"coverages[0].plan_type": "other"}),
    ),
    Case(
        "coverage/closed-network",
        breaks=Given({"coverages[0].plan_type": "hmo"}),
        keeps=Given({"coverages[0].plan_type": "ppo"}),
        says="An HMO plan",
    ),
    Case(
        "coverage/subscriber-is-patient",
        breaks=Given(
            {
                "coverages[0].relation": "spouse",
                "coverages[0].subscriber": {
                    "name": {"first": "marisol", "last": "Vance-Whitaker"},
                    "date_of_birth": "1984-03-09",
                    "sex": "F",
                    "address": {"line1": "47 Alder Lane", "city": "Pittsford", "state": "NY", "zip": "14534"},
                },
            }
        ),
        keeps=Given(
            {
                "coverages[0].relation": "spouse",
                "coverages[0].subscriber": {
                    "name": {"first": "Tomas", "last": "Vance-Whitaker"},
                    "date_of_birth": "1984-03-09",
                    "sex": "M",
                    "address": {"line1": "47 Alder Lane", "city": "Pittsford", "state": "NY", "zip": "14534"},
                },
            }
        ),
    ),
    Case(
        "government/medicare-opted-out",
        breaks=Given({"coverages[0].plan_type": "medicare_advantage"}),
        keeps=Given({**MEDICARE, "providers[0].opt_out_from": "2026-11-13"}),
        says="under Medicare Advantage",
    ),
    Case(
        "government/medicare-never-enrolled",
        breaks=Given({"coverages[0].plan_type": "medicare_supplement", "providers[0].medicare": "never_enrolled"}),
        keeps=Given({"providers[0].medicare": "never_enrolled"}),
    ),
    Case(
        "government/medicare-practice-must-file",
        breaks=Given({**MEDICARE, "providers[0].opt_out_from": "2026-11-13"}),
        keeps=Given(MEDICARE),
    ),
    Case(
        "government/medicare-status-unknown",
        breaks=Given({**MEDICARE, "providers[0].medicare": GONE}),
        keeps=Given({"providers[0].medicare": GONE}),
    ),
    Case(
        "government/medicare-supplement-follows-medicare",
        breaks=Given({"coverages[0].plan_type": "medicare_supplement"}),
        keeps=Given(MEDICARE),
    ),
    Case(
        "government/medicaid",
        breaks=Given({"coverages[0].plan_type": "medicaid"}),
        keeps=Given({"coverages[0].plan_type": "ppo"}),
    ),
    Case(
        "government/tricare",
        breaks=Given({"coverages[0].plan_type": "tricare"}),
        keeps=Given({"coverages[0].plan_type": "va"}),
    ),
    Case(
        "government/veterans",
        breaks=Given({"coverages[0].plan_type": "va"}),
        keeps=Given({"coverages[0].plan_type": "tricare"}),
    ),
    Case(
        "privacy/self-pay-restriction",
        breaks=Given({"patient.self_pay_restriction": True}),
        keeps=Given({"patient.self_pay_restriction": False}),
    ),
    Case("signatures/visit-unsigned", breaks=Given({"visit.signed_on": None}), keeps=Given()),
    Case(
        "signatures/visit-signed-before-service",
        breaks=Given({"visit.signed_on": "2026-11-11T23:59-05:00"}),
        keeps=Given({"visit.signed_on": "2026-11-12T04:59+00:00", "visit.date": "2026-11-11"}),
    ),
    Case(
        "signatures/visit-signed-before-it-ended",
        breaks=Given({"visit.signed_on": "2026-11-12T10:04-05:00"}),
        keeps=Given({"visit.signed_on": "2026-11-12T10:05-05:00"}),
    ),
    Case(
        "signatures/note-unsigned",
        breaks=Given({"visit.note.signed_on": None}),
        keeps=Given({"visit.note": None}),
        says="no date of signature",
    ),
    Case(
        "signatures/note-signed-by-another",
        breaks=Given({"visit.note.signed_by": "1245319599"}),
        keeps=Given({"visit.note.signed_by": None}),
    ),
    Case(
        "signatures/note-signed-before-service",
        breaks=Given({"visit.note.signed_on": "2026-11-11"}),
        keeps=Given({"visit.note.signed_on": "2026-11-13"}),
    ),
    Case(
        "signatures/patient-signature-missing",
        breaks=Given({"patient.signature_on_file": None}),
        keeps=Given({"patient.signature_on_file": None, "coverages": []}),
    ),
]
