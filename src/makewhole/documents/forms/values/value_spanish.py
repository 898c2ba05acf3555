"""The named values in Spanish, for who decides what goes in a form's boxes or enters what is missing."""

from typing import Final

from makewhole.documents.forms.values.named import find

_OF: Final = {
    "patient": "del paciente",
    "subscriber": "del titular de la póliza",
    "other.subscriber": "del titular del otro plan",
    "payer": "de la aseguradora",
    "other": "de la otra aseguradora",
    "provider": "de quien atendió",
    "practice": "de la clínica",
    "facility": "del lugar del servicio",
    "employer": "del empleador",
    "referring": "de quien refirió",
}
_THINGS: Final = {
    "name": "nombre completo",
    "name_last": "apellido",
    "name_first": "nombre",
    "name_initial": "inicial del segundo nombre",
    "birth_date": "fecha de nacimiento",
    "sex": "sexo, como lo tiene el plan,",
    "address": "dirección completa",
    "street": "calle, ambas líneas,",
    "street_1": "calle, primera línea,",
    "street_2": "calle, segunda línea,",
    "city": "ciudad",
    "state": "estado",
    "zip": "código postal",
    "city_state_zip": "ciudad, estado y código postal",
    "name_address": "nombre y dirección",
    "name_address_phone": "nombre, dirección y teléfono",
    "phone": "teléfono",
    "fax": "número de fax",
    "email": "correo electrónico",
    "ssn": "número de seguro social",
    "npi": "NPI",
    "taxonomy": "código de taxonomía",
    "credentials": "título",
    "license_number": "licencia",
    "specialty": "especialidad, en palabras,",
    "age": "edad, el día de la visita,",
    "school": "escuela",
}
_OWN: Final = {
    "patient.account_number": "nuestro número del paciente",
    "patient.member_id": "número de miembro en la tarjeta del paciente",
    "patient.relation": "parentesco del paciente con el titular de la póliza",
    "subscriber.member_id": "número de miembro en la tarjeta",
    "coverage.group_number": "número de grupo en la tarjeta",
    "coverage.plan_name": "nombre del plan",
    "coverage.plan_type": "tipo de plan, como lo pide el CMS-1500",
    "coverage.effective_from": "desde cuándo se tiene el plan",
    "coverage.effective_until": "hasta cuándo se tiene el plan",
    "payer.name": "nombre de la aseguradora como en la tarjeta",
    "other.payer_name": "aseguradora del otro plan",
    "other.plan_name": "nombre del otro plan",
    "other.member_id": "número de miembro en el otro plan",
    "other.group_number": "número de grupo del otro plan",
    "other.details": "todo sobre el otro plan: titular, número y aseguradora",
    "practice.tax_id": "número fiscal de quien recibe el pago",
    "practice.tax_id_kind": "si ese número es un EIN o un número de seguro social",
    "employer.name": "empleador por el que se tiene el plan",
    "claim.number": "nuestro número del reclamo",
    "claim.date": "día de la visita",
    "claim.date_to": "último día de la visita",
    "claim.diagnosis[n]": "un diagnóstico, código y palabras",
    "claim.diagnosis[n].code": "código de un diagnóstico",
    "claim.diagnosis[n].description": "un diagnóstico en palabras",
    "claim.diagnoses": "todos los diagnósticos, código y palabras",
    "claim.diagnosis_codes": "códigos de todos los diagnósticos",
    "claim.code_set": "0, por ICD-10-CM",
    "claim.total": "todos los cargos juntos",
    "claim.paid": "lo que el paciente ha pagado",
    "claim.balance": "lo que todavía se debe a la clínica",
    "claim.assignment": "si la clínica recibe el pago de la aseguradora",
    "claim.place": "lugar de la visita",
    "service_line[n].date": "día de un servicio",
    "service_line[n].date_to": "último día de un servicio",
    "service_line[n].place": "lugar de un servicio, dos cifras",
    "service_line[n].code": "código de un servicio",
    "service_line[n].modifiers": "modificadores de un servicio",
    "service_line[n].description": "un servicio en palabras",
    "service_line[n].charge": "cargo de un servicio",
    "service_line[n].units": "unidades de un servicio",
    "service_line[n].pointers": "letras de los diagnósticos de un servicio",
    "service_line[n].diagnoses": "códigos de los diagnósticos de un servicio",
    "service_line[n].rendering_npi": "NPI de quien dio un servicio",
    "service_line[n].ndc": "NDC del medicamento con unidad y cantidad",
    "service_line[n].modifier[1]": "modificador 1 de un servicio",
    "service_line[n].modifier[2]": "modificador 2 de un servicio",
    "service_line[n].modifier[3]": "modificador 3 de un servicio",
    "service_line[n].modifier[4]": "modificador 4 de un servicio",
    "accident.any": "si un accidente causó la condición",
    "accident.auto": "si la causó un accidente de automóvil",
    "accident.other": "si la causó otro accidente",
    "accident.employment": "si la causó el trabajo",
    "patient.employed": "si el paciente trabaja",
    "patient.student": "si el paciente estudia",
    "claim.outside_laboratory": "si otro laboratorio cobró a la clínica",
    "other.covered": "si el paciente tiene otro plan",
    "patient.marital_status": "estado civil del paciente",
    "subscriber.employment_status": "si el titular de la póliza trabaja",
    "claim.pay_to": "a quién se debe pagar",
    "accident.date": "día de un accidente",
    "accident.time": "hora de un accidente",
    "accident.place": "dónde ocurrió un accidente",
    "accident.description": "cómo ocurrió un accidente",
    "illness.began": "cuándo empezó la enfermedad",
    "illness.first_consulted": "cuándo vino el paciente por primera vez por ella",
    "illness.before": "cuándo tuvo el paciente algo parecido",
    "illness.disability": "días en que el paciente no pudo trabajar",
    "illness.return_to_work": "cuándo puede volver a trabajar el paciente",
    "illness.hospital": "días en un hospital",
    "subscriber.retired_on": "cuándo se jubiló el titular de la póliza",
    "claim.country": "país en que se recibió la atención",
    "claim.prior_authorization": "número de una autorización previa",
    "claim.resubmission": "número de un reclamo anterior",
    "pen.signature": "una firma, a mano",
    "pen.signed_on": "día de una firma, a mano",
}
_ANSWERS: Final = {
    "yes": "sí", "no": "no", "male": "hombre", "female": "mujer", "self": "uno mismo", "spouse": "cónyuge",
    "child": "hijo o hija", "other": "otro", "group": "grupo", "ein": "EIN", "ssn": "número de seguro social",
    "office": "consultorio", "home": "casa", "inpatient": "hospital, internado", "outpatient": "hospital, ambulatorio",
    "emergency": "urgencias", "observation": "observación", "surgery": "centro de cirugía", "married": "casado",
    "single": "soltero", "divorced": "divorciado", "widowed": "viudo", "partner": "en pareja", "active": "en activo",
    "retired": "jubilado", "disabled": "con discapacidad", "full-time": "tiempo completo", "part-time": "medio tiempo",
    "member": "el miembro", "provider": "la clínica", "medicare": "Medicare", "medicaid": "Medicaid",
    "tricare": "TRICARE", "champva": "CHAMPVA", "feca": "FECA", "cobra": "COBRA",
}  # fmt: skip


def says_in_spanish(name: str) -> str | None:
    """What a named value is, "fecha de nacimiento del paciente"; None for one that has no Spanish yet.

    `name` is as in `named_values`, or with the number of a line or an answer: "patient.sex=male".
    """
    plain, _, answer = name.partition("=")
    said = _OWN.get(plain) or _composed(plain)
    known = find(plain)
    if said is None and known is not None and known.name != plain:
        said = _OWN.get(known.name)
    if said is None or (answer and answer not in _ANSWERS):
        return None
    return f"{said}: {_ANSWERS[answer]}" if answer else said


def _composed(name: str) -> str | None:
    party, _, thing = name.rpartition(".")
    return f"{_THINGS[thing]} {_OF[party]}" if thing in _THINGS and party in _OF else None
