"""Who buys on this day: people whom the site registers, and companies that several people buy for."""

from concurrent.futures import ThreadPoolExecutor

NAMES = ("Алексей", "Мария", "Ольга", "Иван", "Татьяна", "Сергей", "Елена", "Николай", "Юлия", "Андрей")
SURNAMES = ("Ершов", "Кольцов", "Беляк", "Рощин", "Лось", "Заяц", "Сом", "Дрозд", "Шубин", "Мороз")
FIRMS = ("ООО «Парус»", "ООО «Якорь»", "АО «Маяк»", "ООО «Причал»")
WEIGHTS = (2, 4, 10, 3, 5, 9, 4, 6, 8)
REGISTERED = 30  # people who have an account; the others are made with their first order


def make_person(number, seed):
    """Phone, name and e-mail of the n-th customer; who races (from 9000 on) is nobody of the others."""
    buyer = number % 70
    if number >= 9000:
        name, phone = f"{NAMES[number % 10]} Быстров", f"+7921{number % 10**7:07}"
    else:
        name = f"{NAMES[buyer % 10]} {SURNAMES[buyer // 10 % 10]}"
        phone = f"+7911{int(seed[:6], 16) % 10**5:05}{buyer:02}"
    return {"phone": phone, "name": name, "email": f"buyer{number if number >= 9000 else buyer:02}@{seed[:6]}.example"}


def make_inn(number):
    """A valid INN of a company, ten digits."""
    digits = [int(char) for char in f"78{number % 10**7:07}"]
    control = sum(weight * digit for weight, digit in zip(WEIGHTS, digits, strict=True)) % 11 % 10
    return "".join(map(str, [*digits, control]))


class Clients:
    """Customers with an account at the site.

    :ivar people: `{phone: id}`
    :ivar firms: `{id of a company: ids of the people who buy for it}`
    """

    def __init__(self, site, seed):
        self.site, self.seed = site, seed
        self.people, self.firms = {}, {}

    def register(self):
        """Everybody makes an account, several at once; two people join each company."""
        people = [make_person(number, self.seed) for number in range(REGISTERED)]
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda person: self.site.post("/customers", person).json(), people))
        self.people = {person["phone"]: answer["id"] for person, answer in zip(people, answers, strict=True)}
        ids = list(self.people.values())
        for place, name in enumerate(FIRMS):
            self._join(place, name, ids[2 * place : 2 * place + 2])

    def _join(self, place, name, people):
        inn = make_inn(int(self.seed[:6], 16) * len(FIRMS) + place)
        firm = {"inn": inn, "kpp": f"{inn[:4]}01001", "name": name}
        found = set()
        for person in people:
            told = self.site.post(f"/customers/{person}/companies", firm).json()["items"]
            found |= {row["id"] for row in told if row["inn"] == inn}
        for number in found:
            self.firms[number] = people
            self.site.patch(f"/customers/{number}", {"email": f"firm{place}@{self.seed[:6]}.example"})

    # === IN THE END === #

    def find_wrong(self):
        """What the site finds other than it has registered: people made twice, companies that lost their buyers."""
        wrong = [
            f"{phone}: registered as {number}, now {now}" for phone, number, now in self._ask_again() if number != now
        ]
        for firm, people in self.firms.items():
            there = {row["id"] for row in self.site.get(f"/customers/{firm}/people")["items"]}
            wrong += [f"company {firm}: {person} buys for it no more" for person in people if person not in there]
        if len(self.firms) != len(FIRMS):
            wrong.append(f"{len(FIRMS)} companies were registered, {len(self.firms)} came of it")
        return wrong

    def _ask_again(self):
        for phone, number in self.people.items():
            yield phone, number, self.site.post("/customers", {"phone": phone}).json()["id"]
