"""Forms of our own that ask as insurers' forms do, each in another layout; no field name says anything."""

from typing import Any

from tests.documents.forms.made import Sheet


def labels_left() -> Sheet:
    """Labels left of lines to write on, with numbered sections: a member's reimbursement request."""
    s = Sheet()
    s.words(40, 756, "Member Reimbursement Request", 15, bold=True)
    s.words(40, 736, "Section 1: Subscriber Information", 10, bold=True)
    _line(s, 40, 716, "Last Name:", 100, "subscriber.name_last", 130)
    _line(s, 250, 716, "First Name:", 310, "subscriber.name_first", 110)
    _line(s, 440, 716, "MI:", 458, "subscriber.name_initial", 30)
    _line(s, 40, 696, "Subscriber ID #:", 120, "subscriber.member_id", 110)
    _line(s, 250, 696, "Group #:", 310, "coverage.group_number", 110)
    _line(s, 40, 676, "Mailing Address:", 120, "subscriber.street_1", 240)
    _line(s, 380, 676, "Apt. #:", 420, "subscriber.street_2", 60)
    _line(s, 40, 656, "City:", 70, "subscriber.city", 160)
    _line(s, 250, 656, "State:", 280, "subscriber.state", 40)
    _line(s, 340, 656, "ZIP Code:", 385, "subscriber.zip", 80)
    _line(s, 40, 636, "Daytime Phone Number:", 140, "subscriber.phone", 120)
    _line(s, 280, 636, "Date of Birth (MM/DD/YYYY):", 400, "subscriber.birth_date", 100)
    s.words(40, 612, "Section 2: Patient Information", 10, bold=True)
    _line(s, 40, 592, "Last Name:", 100, "patient.name_last", 130)
    _line(s, 250, 592, "First Name:", 310, "patient.name_first", 110)
    _line(s, 440, 592, "MI:", 458, "patient.name_initial", 30)
    _line(s, 40, 572, "Date of Birth:", 100, "patient.birth_date", 100)
    s.words(250, 575, "Sex:")
    _choice(s, 275, 572, [("Male", "patient.sex=male"), ("Female", "patient.sex=female")], 60)
    s.words(40, 552, "Relationship to Subscriber:")
    answers = ("Self", "Spouse", "Child", "Other")
    _choice(s, 150, 549, [(each, f"patient.relation={each.lower()}") for each in answers], 60)
    s.words(40, 528, "Section 3: Other Insurance", 10, bold=True)
    s.words(40, 508, "Is the patient covered by any other health insurance?")
    _choice(s, 250, 505, [("Yes", "other.covered=yes"), ("No", "other.covered=no")], 50)
    _line(s, 40, 486, "Name of other insurance company:", 180, "other.payer_name", 180)
    _line(s, 380, 486, "Policy number:", 440, "other.member_id", 110)
    s.words(40, 462, "Section 4: Accident Information", 10, bold=True)
    s.words(40, 442, "Was the treatment due to an accident?")
    _choice(s, 250, 439, [("Yes", "accident.any=yes"), ("No", "accident.any=no")], 50)
    s.words(40, 422, "Was the injury work related?")
    _choice(s, 250, 419, [("Yes", "accident.employment=yes"), ("No", "accident.employment=no")], 50)
    _line(s, 360, 439, "Date of accident:", 430, "accident.date", 100)
    s.words(40, 396, "Section 5: Provider Information", 10, bold=True)
    _line(s, 40, 376, "Provider Name:", 120, "provider.name", 200)
    _line(s, 340, 376, "NPI:", 365, "provider.npi", 100)
    _line(s, 40, 356, "Provider Street Address:", 150, "provider.street", 300)
    _line(s, 40, 336, "City:", 70, "provider.city", 160)
    _line(s, 250, 336, "State:", 280, "provider.state", 40)
    _line(s, 340, 336, "ZIP Code:", 385, "provider.zip", 80)
    _line(s, 40, 316, "Phone Number:", 120, "provider.phone", 120)
    _line(s, 280, 316, "Tax ID Number (TIN):", 375, "practice.tax_id", 100)
    s.words(40, 292, "Section 6: Services", 10, bold=True)
    columns = [
        (40, 70, "Date of Service", "date"),
        (115, 80, "Procedure Code", "code"),
        (200, 90, "Diagnosis Code", "diagnoses"),
        (295, 200, "Description of Service", "description"),
        (500, 70, "Amount Charged", "charge"),
    ]
    for x, _, head, _ in columns:
        s.words(x, 276, head, 7)
    for row in range(3):
        for x, width, _, what in columns:
            s.text(x, 258 - row * 16, width, f"service_line[{row + 1}].{what}")
    _line(s, 420, 204, "Total Charges:", 500, "claim.total", 70)
    _line(s, 420, 186, "Amount You Paid:", 500, "claim.paid", 70)
    s.words(40, 140, "Member Signature:")
    s.signature(120, 136, 220)
    _line(s, 360, 136, "Date:", 390, "pen.signed_on", 90)
    return s


def labels_in_cells() -> Sheet:
    """Ruled cells with capital labels at their top, as in an employer plan's claim form."""
    s = Sheet()
    s.words(40, 760, "MEDICAL CLAIM FORM", 14, bold=True)
    s.words(40, 744, "PRIMARY CUSTOMER INFORMATION", 9, bold=True)
    _cell(s, 36, 712, 270, "A. PRIMARY CUSTOMER'S NAME (LAST NAME, FIRST NAME, M.I.)", "subscriber.name")
    _cell(s, 306, 712, 130, "B. ID NUMBER FROM ID CARD", "subscriber.member_id")
    _cell(s, 436, 712, 140, "C. ACCOUNT NO.", "")
    _cell(s, 36, 684, 270, "D. PRIMARY CUSTOMER'S MAILING ADDRESS (NO., STREET)", "subscriber.street")
    _cell(s, 306, 684, 130, "CITY", "subscriber.city")
    _cell(s, 436, 684, 60, "STATE", "subscriber.state")
    _cell(s, 496, 684, 80, "ZIP CODE", "subscriber.zip")
    _cell(s, 36, 656, 150, "E. DATE OF BIRTH (MM/DD/YYYY)", "subscriber.birth_date")
    _cell(s, 186, 656, 200, "F. EMPLOYER'S NAME", "employer.name")
    _cell(s, 386, 656, 190, "G. DAYTIME TELEPHONE NO.", "subscriber.phone")
    s.words(40, 642, "PATIENT INFORMATION", 9, bold=True)
    _cell(s, 36, 610, 270, "H. PATIENT'S NAME (LAST NAME, FIRST NAME, M.I.)", "patient.name")
    _cell(s, 306, 610, 130, "I. PATIENT'S DATE OF BIRTH", "patient.birth_date")
    s.frame(436, 610, 140, 28)
    s.words(438, 631, "J. SEX", 6)
    _choice(s, 440, 613, [("M", "patient.sex=male"), ("F", "patient.sex=female")], 40)
    s.frame(36, 582, 270, 28)
    s.words(38, 603, "K. PATIENT'S RELATIONSHIP TO PRIMARY CUSTOMER", 6)
    _choice(
        s, 40, 585, [(each, f"patient.relation={each.lower()}") for each in ("Self", "Spouse", "Child", "Other")], 60
    )
    s.frame(306, 582, 270, 28)
    s.words(308, 603, "L. IS THE PATIENT A FULL-TIME STUDENT?", 6)
    _choice(s, 310, 585, [("YES", "patient.student=yes"), ("NO", "patient.student=no")], 60)
    s.frame(36, 554, 540, 28)
    s.words(38, 575, "M. WAS THE ILLNESS OR INJURY WORK RELATED?", 6)
    _choice(s, 40, 557, [("YES", "accident.employment=yes"), ("NO", "accident.employment=no")], 60)
    s.words(40, 540, "OTHER COVERAGE", 9, bold=True)
    s.frame(36, 508, 300, 28)
    s.words(38, 529, "N. IS THE PATIENT COVERED UNDER ANOTHER GROUP HEALTH PLAN?", 6)
    _choice(s, 40, 511, [("YES", "other.covered=yes"), ("NO", "other.covered=no")], 60)
    _cell(s, 336, 508, 240, "O. NAME OF INSURANCE COMPANY", "other.payer_name")
    _cell(s, 36, 480, 300, "P. POLICYHOLDER'S NAME", "other.subscriber.name")
    _cell(s, 336, 480, 240, "Q. POLICYHOLDER'S DATE OF BIRTH", "other.subscriber.birth_date")
    s.words(40, 466, "HEALTH CARE PROFESSIONAL", 9, bold=True)
    _cell(s, 36, 434, 300, "R. NAME OF PHYSICIAN OR SUPPLIER", "provider.name")
    _cell(s, 336, 434, 120, "S. TAX IDENTIFICATION NO.", "practice.tax_id")
    _cell(s, 456, 434, 120, "T. NPI NO.", "provider.npi")
    _cell(s, 36, 406, 420, "U. PHYSICIAN'S ADDRESS (STREET, CITY, STATE, ZIP CODE)", "provider.address")
    _cell(s, 456, 406, 120, "V. TELEPHONE NO.", "provider.phone")
    _cell(s, 36, 378, 270, "W. DIAGNOSIS OR NATURE OF ILLNESS (ICD-10 CODE)", "claim.diagnosis_codes")
    _cell(s, 306, 378, 90, "X. TOTAL CHARGES", "claim.total")
    _cell(s, 396, 378, 90, "Y. AMOUNT PAID", "claim.paid")
    _cell(s, 486, 378, 90, "Z. BALANCE DUE", "claim.balance")
    s.frame(36, 340, 340, 32)
    s.words(38, 365, "PATIENT OR PRIMARY CUSTOMER'S SIGNATURE", 6)
    s.signature(40, 343, 330)
    _cell(s, 376, 340, 200, "DATE", "pen.signed_on", 32)
    return s


def labels_beneath() -> Sheet:
    """Labels under the lines, a comb, a date in three boxes, a list of states: a public plan's form."""
    s = Sheet()
    s.words(40, 756, "PATIENT'S REQUEST FOR MEDICAL PAYMENT", 13, bold=True)
    for x, width, words, value in (
        (40, 180, "Name of Beneficiary from Insurance Card (Last)", "patient.name_last"),
        (230, 180, "(First)", "patient.name_first"),
        (420, 80, "(Middle)", "patient.name_initial"),
    ):
        _under(s, x, 726, width, words, value)
    _under(s, 40, 694, 180, "Claim Number from Health Insurance Card", "subscriber.member_id", MaxLen=12, Ff=1 << 24)
    s.words(240, 698, "Patient's Sex")
    _choice(s, 300, 694, [("Male", "patient.sex=male"), ("Female", "patient.sex=female")], 60)
    _under(s, 40, 662, 300, "Patient's Mailing Address (Street or P.O. Box, Apartment Number)", "patient.street")
    _under(s, 40, 630, 160, "City", "patient.city")
    s.choice(210, 630, 60, "patient.state", ["MA", "NY", "RI"])
    s.words(210, 621, "State", 7)
    _under(s, 280, 630, 80, "Zip Code", "patient.zip")
    _under(s, 380, 630, 130, "Telephone Number (Include Area Code)", "patient.phone")
    _under(s, 40, 598, 470, "Describe the illness or injury for which patient received treatment", "claim.diagnoses")
    s.words(40, 578, "Was condition related to: A. Patient's employment")
    _choice(s, 240, 574, [("Yes", "accident.employment=yes"), ("No", "accident.employment=no")], 50)
    s.words(40, 552, "Date of birth of patient")
    for at, (width, length) in enumerate(((20, 2), (20, 2), (34, 4))):
        s.text(140 + at * 26, 548, width, "patient.birth_date", MaxLen=length)
    s.words(40, 524, "Name and Address of other insurance, if any", 8)
    s.text(220, 514, 290, "other.name_address", height=24, Ff=1 << 12)
    s.words(40, 488, "SIGNATURE OF PATIENT (If patient is unable to sign, see instructions)", 7)
    s.rule(40, 498, 380, 498)
    s.text(40, 498, 340, "pen.signature")
    s.rule(400, 498, 500, 498)
    s.text(400, 498, 100, "pen.signed_on")
    s.words(400, 488, "Date signed", 7)
    return s


def numbered_items() -> Sheet:
    """Cells of numbered items, dates under MM DD YY, marks on both sides and over their boxes: a provider's form."""
    s = Sheet()
    s.words(36, 770, "HEALTH CLAIM", 13, bold=True)
    s.frame(30, 700, 340, 26)
    s.words(32, 718, "1.", 6)
    for at, (words, value) in enumerate(
        (
            ("MEDICARE", "medicare"),
            ("MEDICAID", "medicaid"),
            ("TRICARE", "tricare"),
            ("GROUP HEALTH PLAN", "group"),
            ("OTHER", "other"),
        )
    ):
        s.words(42 + at * 68, 718, words, 5)
        s.check(42 + at * 68, 703, f"coverage.plan_type={value}")
    _cell(s, 370, 700, 210, "1a. INSURED'S I.D. NUMBER", "subscriber.member_id", 26)
    _cell(s, 30, 674, 200, "2. PATIENT'S NAME (Last Name, First Name, Middle Initial)", "patient.name", 26)
    s.frame(230, 674, 140, 26)
    s.words(232, 693, "3. PATIENT'S BIRTH DATE", 6)
    s.words(330, 693, "SEX", 6)
    _date_boxes(s, 234, 676, "patient.birth_date")
    s.words(312, 679, "M", 6)
    s.check(319, 677, "patient.sex=male")
    s.words(340, 679, "F", 6)
    s.check(347, 677, "patient.sex=female")
    _cell(s, 370, 674, 210, "4. INSURED'S NAME (Last Name, First Name, Middle Initial)", "subscriber.name", 26)
    _cell(s, 30, 648, 200, "5. PATIENT'S ADDRESS (No., Street)", "patient.street", 26)
    s.frame(230, 648, 140, 26)
    s.words(232, 667, "6. PATIENT RELATIONSHIP TO INSURED", 6)
    for at, words in enumerate(("Self", "Spouse", "Child", "Other")):
        s.words(232 + at * 33, 652, words, 6)
        s.check(252 + at * 33, 650, f"patient.relation={words.lower()}")
    _cell(s, 370, 648, 210, "7. INSURED'S ADDRESS (No., Street)", "subscriber.street", 26)
    _cell(s, 30, 622, 150, "CITY", "patient.city", 26)
    _cell(s, 180, 622, 50, "STATE", "patient.state", 26)
    _cell(s, 230, 596, 140, "8. RESERVED", "", 52)
    _cell(s, 370, 622, 160, "CITY", "subscriber.city", 26)
    _cell(s, 530, 622, 50, "STATE", "subscriber.state", 26)
    _cell(s, 30, 596, 90, "ZIP CODE", "patient.zip", 26)
    _cell(s, 120, 596, 110, "TELEPHONE (Include Area Code)", "patient.phone", 26)
    _cell(s, 370, 596, 90, "ZIP CODE", "subscriber.zip", 26)
    _cell(s, 460, 596, 120, "TELEPHONE (Include Area Code)", "subscriber.phone", 26)
    _cell(
        s, 30, 570, 200, "9. OTHER INSURED'S NAME (Last Name, First Name, Middle Initial)", "other.subscriber.name", 26
    )
    _cell(s, 30, 544, 200, "a. OTHER INSURED'S POLICY OR GROUP NUMBER", "other.group_number", 26)
    _cell(s, 30, 518, 200, "d. INSURANCE PLAN NAME OR PROGRAM NAME", "other.plan_name", 26)
    s.frame(230, 518, 140, 78)
    s.words(232, 588, "10. IS PATIENT'S CONDITION RELATED TO:", 6)
    for at, (words, name) in enumerate(
        (
            ("a. EMPLOYMENT? (Current or Previous)", "employment"),
            ("b. AUTO ACCIDENT?", "auto"),
            ("c. OTHER ACCIDENT?", "other"),
        )
    ):
        y = 574 - at * 22
        s.words(232, y, words, 6)
        _choice(s, 250, y - 12, [("YES", f"accident.{name}=yes"), ("NO", f"accident.{name}=no")], 50)
    _cell(s, 370, 570, 210, "11. INSURED'S POLICY GROUP OR FECA NUMBER", "coverage.group_number", 26)
    s.frame(370, 544, 210, 26)
    s.words(372, 563, "a. INSURED'S DATE OF BIRTH", 6)
    s.words(520, 563, "SEX", 6)
    _date_boxes(s, 374, 546, "subscriber.birth_date")
    s.words(490, 549, "M", 6)
    s.check(497, 547, "subscriber.sex=male")
    s.words(530, 549, "F", 6)
    s.check(537, 547, "subscriber.sex=female")
    _cell(s, 370, 518, 210, "c. INSURANCE PLAN NAME OR PROGRAM NAME", "coverage.plan_name", 26)
    s.frame(30, 470, 550, 48)
    s.words(
        32, 511, "12. PATIENT'S OR AUTHORIZED PERSON'S SIGNATURE I authorize the release of any medical information", 6
    )
    s.words(40, 474, "SIGNED", 6)
    s.text(66, 472, 150, "pen.signature")
    s.words(260, 474, "DATE", 6)
    s.text(280, 472, 80, "pen.signed_on")
    _cell(s, 30, 444, 270, "17. NAME OF REFERRING PROVIDER OR OTHER SOURCE", "referring.name", 26)
    _cell(s, 300, 444, 280, "23. PRIOR AUTHORIZATION NUMBER", "claim.prior_authorization", 26)
    s.frame(30, 408, 550, 36)
    s.words(32, 437, "21. DIAGNOSIS OR NATURE OF ILLNESS OR INJURY  Relate A-L to service line below (24E)", 6)
    for at, letter in enumerate("ABCD"):
        s.words(36 + at * 130, 414, f"{letter}.", 7)
        s.text(48 + at * 130, 412, 60, f"claim.diagnosis[{at + 1}].code")
    heads = (
        (30, 62, "24. A. DATE(S) OF SERVICE", "date"),
        (92, 40, "PLACE OF SERVICE", "place"),
        (132, 60, "CPT/HCPCS", "code"),
        (192, 60, "MODIFIER", "modifiers"),
        (252, 40, "DIAGNOSIS POINTER", "pointers"),
        (292, 70, "$ CHARGES", "charge"),
        (362, 40, "DAYS OR UNITS", "units"),
        (402, 178, "RENDERING PROVIDER ID. #", "rendering_npi"),
    )
    for x, width, head, what in heads:
        s.frame(x, 380, width, 28)
        for line, word in enumerate(head.rsplit(" ", 1) if width < 65 and " " in head else [head]):
            s.words(x + 1, 398 - line * 7, word, 5)
        for row in range(3):
            s.frame(x, 360 - row * 20, width, 20)
            s.text(x + 1, 361 - row * 20, width - 2, f"service_line[{row + 1}].{what}")
    _cell(s, 30, 294, 130, "25. FEDERAL TAX I.D. NUMBER", "practice.tax_id", 26)
    s.frame(160, 294, 60, 26)
    s.words(163, 313, "SSN EIN", 6)
    s.check(164, 297, "practice.tax_id_kind=ssn", tooltip="SSN")
    s.check(180, 297, "practice.tax_id_kind=ein", tooltip="EIN")
    _cell(s, 220, 294, 120, "26. PATIENT'S ACCOUNT NO.", "patient.account_number", 26)
    s.frame(340, 294, 90, 26)
    s.words(342, 313, "27. ACCEPT ASSIGNMENT?", 6)
    _choice(s, 344, 296, [("YES", "claim.assignment=yes"), ("NO", "claim.assignment=no")], 40)
    _cell(s, 430, 294, 75, "28. TOTAL CHARGE", "claim.total", 26)
    _cell(s, 505, 294, 75, "29. AMOUNT PAID", "claim.paid", 26)
    s.frame(30, 230, 190, 64)
    s.words(32, 287, "31. SIGNATURE OF PHYSICIAN OR SUPPLIER", 6)
    s.text(40, 240, 100, "pen.signature")
    s.text(150, 240, 60, "pen.signed_on")
    s.words(40, 232, "SIGNED", 6)
    s.words(150, 232, "DATE", 6)
    for x, head, party in (
        (220, "32. SERVICE FACILITY LOCATION INFORMATION", "facility"),
        (400, "33. BILLING PROVIDER INFO & PH #", "practice"),
    ):
        s.frame(x, 244, 180, 50)
        s.words(x + 2, 287, head, 6)
        for at, what in enumerate(("name", "street", "city_state_zip")):
            s.text(x + 4, 271 - at * 13, 170, f"{party}.{what}", height=12)
        s.frame(x, 230, 90, 14)
        s.words(x + 2, 234, "a. NPI", 6)
        s.text(x + 26, 231, 60, f"{party}.npi", height=12)
        s.frame(x + 90, 230, 90, 14)
        s.words(x + 92, 234, "b.", 6)
        s.text(x + 106, 231, 70, "", height=12)
    return s


def two_columns() -> Sheet:
    """Two blocks side by side, labels within the boxes or over them without a line: a plan's short form."""
    s = Sheet()
    s.words(40, 760, "Out-of-Network Claim", 14, bold=True)
    for x, head, party, own in (
        (
            36,
            "MEMBER",
            "subscriber",
            [("Member ID", "subscriber.member_id"), ("Group Number", "coverage.group_number")],
        ),
        (316, "PATIENT (if not the member)", "patient", [("Home Phone", "patient.phone"), ("E-mail", "patient.email")]),
    ):
        s.words(x, 736, head, 10, bold=True)
        asked = [
            ("Full Name", f"{party}.name"),
            ("Birthdate", f"{party}.birth_date"),
            ("Street Address", f"{party}.street"),
            ("City", f"{party}.city"),
            ("State", f"{party}.state"),
            ("Zip", f"{party}.zip"),
            *own,
        ]
        for at, (label, value) in enumerate(asked):
            y = 700 - at * 34
            s.words(x, y + 18, label, 8)
            s.frame(x, y, 250, 16)
            s.text(x, y, 250, value, height=16)
    s.words(36, 440, "WHO TREATED YOU?", 10, bold=True)
    s.words(316, 440, "WHAT WAS DONE?", 10, bold=True)
    for at, (label, value) in enumerate(
        (
            ("Doctor or Provider Name", "provider.name"),
            ("Provider Address", "provider.address"),
            ("Provider Phone", "provider.phone"),
            ("Provider Tax ID", "practice.tax_id"),
            ("Provider NPI", "provider.npi"),
        )
    ):
        s.frame(36, 400 - at * 34, 250, 28)
        s.words(38, 420 - at * 34, label, 7)
        s.text(36, 400 - at * 34, 250, value, height=28)
    for at, (label, value) in enumerate(
        (
            ("Date of Service", "claim.date"),
            ("Diagnosis", "claim.diagnoses"),
            ("Total Charge", "claim.total"),
            ("Amount Paid by You", "claim.paid"),
        )
    ):
        s.frame(316, 400 - at * 34, 250, 28)
        s.words(318, 420 - at * 34, label, 7)
        s.text(316, 400 - at * 34, 250, value, height=28)
    return s


def section_bars() -> Sheet:
    """Numbered parts, cells over lines, questions left of their answers, a ruled table: an administrator's form."""
    s = Sheet()
    s.words(40, 760, "MEDICAL CLAIM FORM", 14, bold=True)
    s.words(40, 745, "Please complete all sections. Attach itemized bills. Keep a copy for your records.", 8)
    s.words(40, 725, "1. EMPLOYEE INFORMATION (please print)", 9, bold=True)
    _cell(s, 36, 690, 180, "Employee Name", "subscriber.name")
    _cell(s, 216, 690, 180, "Employee ID # (as shown on card)", "subscriber.member_id")
    _cell(s, 396, 690, 180, "Employer/Group Name", "employer.name")
    _cell(s, 36, 662, 180, "Home Address", "subscriber.street")
    _cell(s, 216, 662, 120, "City", "subscriber.city")
    _cell(s, 336, 662, 60, "State", "subscriber.state")
    _cell(s, 396, 662, 80, "Zip", "subscriber.zip")
    _cell(s, 476, 662, 100, "Group #", "coverage.group_number")
    s.words(40, 645, "2. PATIENT INFORMATION", 9, bold=True)
    _cell(s, 36, 610, 180, "Patient Name", "patient.name")
    _cell(s, 216, 610, 120, "Date of Birth", "patient.birth_date")
    s.frame(336, 610, 120, 28)
    s.words(338, 631, "Gender", 6)
    _choice(s, 340, 612, [("Male", "patient.sex=male"), ("Female", "patient.sex=female")], 50)
    s.frame(456, 610, 120, 28)
    s.words(458, 631, "Marital status", 6)
    _choice(
        s, 460, 612, [("Single", "patient.marital_status=single"), ("Married", "patient.marital_status=married")], 50
    )
    s.words(40, 590, "Patient's relationship to employee:")
    _choice(
        s,
        180,
        587,
        [
            ("Self", "patient.relation=self"),
            ("Spouse/Domestic Partner", "patient.relation=spouse"),
            ("Dependent Child", "patient.relation=child"),
        ],
        110,
    )
    s.words(40, 572, "Is condition related to an auto accident?")
    _choice(s, 220, 569, [("Yes", "accident.auto=yes"), ("No", "accident.auto=no")], 50)
    s.words(40, 554, "Is this a work-related injury or illness?")
    _choice(s, 220, 551, [("Yes", "accident.employment=yes"), ("No", "accident.employment=no")], 50)
    _line(s, 340, 551, "If yes, date of injury:", 430, "accident.date", 100)
    s.words(40, 532, "3. COORDINATION OF BENEFITS", 9, bold=True)
    s.words(40, 515, "Does the patient have other medical coverage?")
    _choice(s, 220, 512, [("Yes", "other.covered=yes"), ("No", "other.covered=no")], 50)
    _line(s, 40, 490, "Insurance Company:", 130, "other.payer_name", 150)
    _line(s, 300, 490, "Policy #:", 350, "other.member_id", 120)
    _line(s, 40, 470, "Policyholder Name:", 130, "other.subscriber.name", 150)
    _line(s, 300, 470, "Date of Birth:", 370, "other.subscriber.birth_date", 100)
    s.words(40, 448, "4. PROVIDER INFORMATION", 9, bold=True)
    _line(s, 40, 428, "Name of Provider/Facility:", 150, "provider.name", 180)
    _line(s, 350, 428, "Tax ID:", 390, "practice.tax_id", 100)
    _line(s, 40, 408, "Address:", 90, "provider.address", 240)
    _line(s, 350, 408, "NPI:", 390, "provider.npi", 100)
    _line(s, 40, 388, "Phone:", 90, "provider.phone", 120)
    _line(s, 240, 388, "Fax:", 270, "provider.fax", 100)
    s.words(40, 366, "5. SERVICES (attach itemized statement)", 9, bold=True)
    heads = [
        (40, 70, "Service Date", "date"),
        (112, 50, "CPT Code", "code"),
        (164, 40, "Modifier", "modifiers"),
        (206, 60, "ICD-10", "diagnoses"),
        (268, 40, "POS", "place"),
        (310, 40, "Units", "units"),
        (352, 80, "Billed Amount", "charge"),
    ]
    for x, width, head, what in heads:
        s.frame(x, 346, width, 14)
        s.words(x + 2, 350, head, 7)
        for row in range(4):
            s.frame(x, 328 - row * 18, width, 18)
            s.text(x + 1, 329 - row * 18, width - 2, f"service_line[{row + 1}].{what}", height=16)
    _line(s, 440, 270, "Total:", 480, "claim.total", 80)
    _line(s, 440, 250, "Amount paid:", 500, "claim.paid", 70)
    s.words(40, 220, "Payment should be sent to:")
    _choice(s, 150, 217, [("Member", "claim.pay_to=member"), ("Provider", "claim.pay_to=provider")], 70)
    s.words(40, 180, "Employee Signature")
    s.rule(130, 178, 330, 178)
    s.text(130, 178, 200, "pen.signature")
    s.words(350, 180, "Date")
    s.rule(375, 178, 470, 178)
    s.text(375, 178, 95, "pen.signed_on")
    return s


def plain_words() -> Sheet:
    """Small labels under open boxes in sections of plain words, one of them about a doctor or facility."""
    s = Sheet()
    s.words(40, 765, "Health Benefits Claim Form", 14, bold=True)
    s.words(40, 748, "Use this form to ask for payment when your doctor did not send us a bill.", 8)
    s.words(40, 730, "Member information", 11, bold=True)
    for x, wide, words, value in (
        (40, 170, "First name", "subscriber.name_first"),
        (220, 40, "M.I.", "subscriber.name_initial"),
        (270, 200, "Last name", "subscriber.name_last"),
    ):
        _under(s, x, 705, wide, words, value)
    for x, wide, words, value in (
        (40, 170, "Member ID number", "subscriber.member_id"),
        (220, 120, "Group number", "coverage.group_number"),
        (350, 120, "Date of birth (mm/dd/yyyy)", "subscriber.birth_date"),
    ):
        _under(s, x, 675, wide, words, value)
    for x, wide, words, value in (
        (40, 250, "Street address", "subscriber.street"),
        (300, 100, "City", "subscriber.city"),
        (410, 40, "State", "subscriber.state"),
        (460, 80, "ZIP", "subscriber.zip"),
    ):
        _under(s, x, 645, wide, words, value)
    _under(s, 40, 615, 170, "Phone number", "subscriber.phone")
    _under(s, 220, 615, 200, "Email address", "subscriber.email")
    s.words(40, 590, "Patient information (if different from member)", 11, bold=True)
    for x, wide, words, value in (
        (40, 170, "First name", "patient.name_first"),
        (220, 40, "M.I.", "patient.name_initial"),
        (270, 200, "Last name", "patient.name_last"),
    ):
        _under(s, x, 565, wide, words, value)
    _under(s, 40, 535, 120, "Date of birth", "patient.birth_date")
    s.words(200, 538, "Relationship to member:")
    for at, (words, value) in enumerate((("Self", "self"), ("Spouse", "spouse"), ("Dependent", "child"))):
        s.frame(300 + at * 70, 535, 8, 8)
        s.check(300 + at * 70, 535, f"patient.relation={value}")
        s.words(312 + at * 70, 537, words)
    s.words(40, 510, "Other coverage", 11, bold=True)
    s.words(40, 492, "Do you have other health insurance? If yes, please fill in below.")
    _choice(s, 320, 489, [("Yes", "other.covered=yes"), ("No", "other.covered=no")], 60)
    _under(s, 40, 462, 200, "Name of other insurance company", "other.payer_name")
    _under(s, 260, 462, 150, "Policy number", "other.member_id")
    s.words(40, 438, "Details of the visit", 11, bold=True)
    s.words(40, 420, "The visit was for (check one):")
    for at, words in enumerate(("Illness", "Accident at work", "Auto accident", "Other accident")):
        s.frame(60, 402 - at * 15, 8, 8)
        s.check(60, 402 - at * 15, "")
        s.words(72, 404 - at * 15, words)
    _under(s, 300, 400, 200, "Diagnosis (what the doctor treated)", "claim.diagnoses")
    _under(s, 300, 370, 120, "Date of service", "claim.date")
    _under(s, 430, 370, 110, "Total amount billed", "claim.total")
    _under(s, 300, 340, 120, "Amount you paid", "claim.paid")
    s.words(40, 320, "Doctor or facility", 11, bold=True)
    _under(s, 40, 295, 250, "Name", "provider.name")
    _under(s, 300, 295, 140, "Tax ID number", "practice.tax_id")
    _under(s, 450, 295, 110, "NPI", "provider.npi")
    _under(s, 40, 265, 250, "Street address", "provider.street")
    _under(s, 300, 265, 100, "City", "provider.city")
    _under(s, 410, 265, 40, "State", "provider.state")
    _under(s, 460, 265, 80, "ZIP", "provider.zip")
    _under(s, 40, 235, 150, "Phone", "provider.phone")
    s.rule(40, 150, 300, 150)
    s.text(40, 150, 260, "pen.signature")
    s.words(40, 141, "Signature of member or legal representative", 7)
    s.rule(320, 150, 420, 150)
    s.text(320, 150, 100, "pen.signed_on")
    s.words(320, 141, "Date", 7)
    return s


def tooltips_only() -> Sheet:
    """A form without a word of text: only the tooltips speak, as where fields lie over a scan."""
    s = Sheet()
    asked = (
        ("Enter the patient's last name", "patient.name_last"),
        ("Enter the patient's first name", "patient.name_first"),
        ("Patient date of birth, mm/dd/yyyy", "patient.birth_date"),
        ("Member identification number", "subscriber.member_id"),
        ("Policyholder full name", "subscriber.name"),
        ("Policyholder street address", "subscriber.street"),
        ("Policyholder city", "subscriber.city"),
        ("Policyholder state", "subscriber.state"),
        ("Policyholder ZIP code", "subscriber.zip"),
        ("Employer group number", "coverage.group_number"),
        ("Name of treating physician", "provider.name"),
        ("Federal tax ID number of billing provider", "practice.tax_id"),
        ("Billing provider NPI", "practice.npi"),
        ("Provider telephone number", "provider.phone"),
        ("Total amount charged", "claim.total"),
        ("Amount paid by patient", "claim.paid"),
        ("Name of attorney", ""),
        ("Bank account number", ""),
        ("Spouse's employer name", ""),
        ("Emergency contact phone", ""),
        ("Name of person completing this form", ""),
        ("Pharmacy NPI", ""),
    )
    for at, (tooltip, value) in enumerate(asked):
        s.text(60 + at % 2 * 260, 720 - at // 2 * 30, 220, value, tooltip=tooltip)
    return s


def _line(s: Sheet, x: float, y: float, label: str, at: float, value: str, width: float) -> None:
    s.words(x, y + 3, label)
    s.rule(at, y, at + width, y)
    s.text(at, y, width, value, height=12)


def _cell(s: Sheet, x: float, y: float, width: float, label: str, value: str, height: float = 28) -> None:
    s.frame(x, y, width, height)
    s.words(x + 2, y + height - 7, label, 6)
    s.text(x + 2, y + 1, width - 4, value, height=height - 10)


def _date_boxes(s: Sheet, x: float, y: float, value: str) -> None:
    for at, (words, width) in enumerate((("MM", 16), ("DD", 16), ("YY", 28))):
        s.words(x + at * 20, y + 12, words, 5)
        s.text(x + at * 20, y, width, value, height=11, MaxLen=(2, 2, 4)[at])


def _under(s: Sheet, x: float, y: float, width: float, label: str, value: str, **more: Any) -> None:
    s.rule(x, y, x + width, y)
    s.text(x, y, width, value, height=12, **more)
    s.words(x, y - 9, label, 7)


def _choice(s: Sheet, x: float, y: float, answers: list[tuple[str, str]], apart: float) -> None:
    for at, (words, value) in enumerate(answers):
        s.frame(x + at * apart, y, 9, 9)
        s.check(x + at * apart, y, value)
        s.words(x + at * apart + 12, y + 2, words)


ALL = (
    labels_left,
    labels_in_cells,
    labels_beneath,
    numbered_items,
    two_columns,
    section_bars,
    plain_words,
    tooltips_only,
)
