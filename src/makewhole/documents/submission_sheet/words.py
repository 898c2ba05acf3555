"""The sheet's own words, in plain English and Spanish."""

WORDS = {
    "en": {
        "title": "How to send this",
        "name": "How to send this to {payer}",
        "title-against": "Before you send this",
        "name-against": "Before you send this to {payer}",
        "patient": "Patient",
        "visit": "Visit",
        "member-id": "Member ID",
        "packet": "Packet number",
        "deadline": "Send it by {day}.",
        "deadline-body": "It must arrive by then, so do not wait for the last day.",
        "deadline-not-confirmed": "Not confirmed for your plan: ask. Do not wait for the last day.",
        "deadline-unknown": "Send it now. We do not know this plan's last day.",
        "deadline-unknown-body": "Ask your plan: “What is the last day to send a claim for this visit?”",
        "deadline-shortest": "The shortest time we have seen is {days} days. To be safe, send it by {day}.",
        "deadline-past": "The last day to send this was {day}.",
        "deadline-past-body": "Call us at {phone} before you send it. "
        "If you have proof that you sent it before, keep it.",
        "steps": "What to do",
        "steps-not-confirmed": "These steps are not confirmed for your plan: ask when you call.",
        "confirmed": "Plans change. If your plan tells you something else, do what it tells you.",
        "source": "Checked on {checked}. From:",
        "mail-to": "Mail it to",
        "mail-check": "Check this address against your card.",
        "in-packet": "What is in the packet",
        "in-packet-body": "The packet's own contents page lists it, page by page.",
        "not-paid": "Your bill is not paid in full yet: ${owed} is left to pay. Plans ask for proof of payment, "
        "so call us before you send this.",
        "red-form": "If they ask for the red CMS-1500 form, tell us. We will give you a print that fits the red form; "
        "a black copy is often sent back.",
        "questions": "What to ask when you call",
        "call": "Call",
        "notes": "Write it down",
        "sent-on": "I sent it on",
        "sent-how": "How (online, mail)",
        "spoke-to": "I talked to",
        "reference": "Call number",
        "next": "What happens next",
        "next-body": "Your plan looks at the claim and writes to you. It may pay, ask for more, or say no. "
        "No one can promise that it will pay. Keep each letter and show it to us.",
        "help": "Need help? Call {practice} at {phone}. Tell us the packet number, {number}.",
    },
    "es": {
        "title": "Cómo enviar esto",
        "name": "Cómo enviar esto a {payer}",
        "title-against": "Antes de enviar esto",
        "name-against": "Antes de enviar esto a {payer}",
        "patient": "Paciente",
        "visit": "Visita",
        "member-id": "N.º de miembro",
        "packet": "N.º de paquete",
        "deadline": "Envíelo a más tardar el {day}.",
        "deadline-body": "Debe llegar antes de esa fecha; no espere hasta el último día.",
        "deadline-not-confirmed": "No está confirmado para su plan: pregunte. No espere hasta el último día.",
        "deadline-unknown": "Envíelo ahora. No sabemos cuál es el último día en este plan.",
        "deadline-unknown-body": "Pregunte a su plan: «¿Cuál es el último día para enviar un reclamo de esta visita?»",
        "deadline-shortest": "El plazo más corto que hemos visto es de {days} días. Por seguridad, "
        "envíelo a más tardar el {day}.",
        "deadline-past": "El último día para enviar esto era el {day}.",
        "deadline-past-body": "Llámenos al {phone} antes de enviarlo. Si tiene prueba de que ya lo envió, guárdela.",
        "steps": "Qué hacer",
        "steps-not-confirmed": "Estos pasos no están confirmados para su plan: pregunte cuando llame.",
        "confirmed": "Los planes cambian. Si su plan le dice otra cosa, haga lo que le diga.",
        "source": "Revisado el {checked}. Fuente:",
        "mail-to": "Envíelo por correo a",
        "mail-check": "Compare esta dirección con la de su tarjeta.",
        "in-packet": "Qué hay en el paquete",
        "in-packet-body": "La página de contenido del paquete lo dice, página por página.",
        "not-paid": "Su factura todavía no está pagada por completo: falta pagar ${owed}. Los planes piden el "
        "comprobante de pago; llámenos antes de enviar esto.",
        "red-form": "Si le piden el formulario rojo CMS-1500, díganos. Le daremos una impresión que cabe en el "
        "formulario rojo; una copia en negro a menudo se devuelve.",
        "questions": "Qué preguntar cuando llame",
        "call": "Llame al",
        "notes": "Anótelo",
        "sent-on": "Lo envié el",
        "sent-how": "Cómo (internet, correo)",
        "spoke-to": "Hablé con",
        "reference": "N.º de la llamada",
        "next": "Qué pasa después",
        "next-body": "Su plan revisa el reclamo y le escribe. Puede pagar, pedir más o decir que no. "
        "Nadie puede prometer que pagará. Guarde cada carta y muéstrenosla.",
        "help": "¿Necesita ayuda? Llame a {practice} al {phone}. Díganos el número de paquete, {number}.",
    },
}
OBSTACLES = {
    "en": {
        "restricted": (
            "You asked us not to tell your health plan about this visit.",
            "Sending this packet would tell {payer} about it. So please do not send it.",
            "If you have changed your mind, tell us in writing first. Then we will give you the steps.",
        ),
        "opted-out": (
            "Sending this will not bring payment.",
            "Your clinician has left Medicare (opted out). When you have signed a private contract for the visit, "
            "Medicare pays nothing for it, and neither does a plan that follows Medicare.",
            "Please do not send a claim to {payer}. If you have other insurance, ask us about that.",
            "If you do not remember signing a private contract, call us.",
        ),
        "never-enrolled": (
            "Sending this will not bring payment.",
            "Medicare pays only for clinicians who are signed up with it (enrolled). Your clinician is not. "
            "A claim that you send yourself does not change that.",
            "Please do not send a claim to {payer}. Call us about what can be done.",
        ),
        "practice-files": (
            "You do not have to send this.",
            "Your clinician is signed up with Medicare (enrolled). So our practice must send the claim for you.",
            "Please call us. Do not send a claim to {payer} yourself.",
        ),
    },
    "es": {
        "restricted": (
            "Usted nos pidió que no informáramos a su plan de salud sobre esta visita.",
            "Enviar este paquete informaría a {payer}. Por eso, por favor no lo envíe.",
            "Si cambió de opinión, primero díganoslo por escrito. Entonces le daremos los pasos.",
        ),
        "opted-out": (
            "Enviar esto no traerá ningún pago.",
            "Su profesional se ha excluido de Medicare. Si usted firmó un contrato privado para la visita, Medicare "
            "no paga nada por ella, y tampoco un plan que sigue a Medicare.",
            "Por favor no envíe un reclamo a {payer}. Si tiene otro seguro, pregúntenos por ese.",
            "Si no recuerda haber firmado un contrato privado, llámenos.",
        ),
        "never-enrolled": (
            "Enviar esto no traerá ningún pago.",
            "Medicare paga solo a los profesionales que están inscritos. Su profesional no lo está. "
            "Que usted envíe el reclamo no cambia eso.",
            "Por favor no envíe un reclamo a {payer}. Llámenos para ver qué se puede hacer.",
        ),
        "practice-files": (
            "Usted no tiene que enviar esto.",
            "Su profesional está inscrito en Medicare. Por eso nuestra clínica debe enviar el reclamo por usted.",
            "Llámenos. Por favor no envíe usted un reclamo a {payer}.",
        ),
    },
}
