"""Names by heritage. English ones come from Faker's British lists; the rest are common names."""

from dataclasses import dataclass, field
from pathlib import Path

from faker.providers.person.en_GB import Provider as British

from programme.demo.chance import Chance


@dataclass(frozen=True, eq=False)
class Heritage:
    """Names that go together, with the ethnicity codes and languages that go with them."""

    slug: str
    men: tuple[str, ...]
    women: tuple[str, ...]
    surnames: tuple[str, ...]
    ethnicities: tuple[str, ...]
    boys: tuple[str, ...] = ()
    girls: tuple[str, ...] = ()
    language: str = "English"
    own_script: dict[str, str] = field(default_factory=dict)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ENGLISH = Heritage(
    "english",
    men=tuple(British.first_names_male),
    women=tuple(British.first_names_female),
    surnames=tuple(
        surname
        for surname in British.last_names
        if surname
        not in {"Akhtar", "Begum", "Bibi", "Chan", "Hussain", "Iqbal", "Kaur", "Mahmood", "Miah"}
        | {"Ali", "Ahmed", "Khan", "Mistry", "Patel", "Rahman", "Shah", "Singh", "Wong"}
    ),
    ethnicities=("WBRI",),
    boys=_words(
        "Alfie Archie Arlo Arthur Bobby Callum Charlie Connor Dexter Dylan Edward Elliot Ethan Finley"
        " Finn Frankie Freddie George Harley Harrison Harry Harvey Henry Hugo Isaac Jack Jacob Jake"
        " Jamie Jayden Jenson Joshua Jude Kai Kian Leo Leon Lewis Liam Logan Louie Luca Lucas Mason"
        " Max Noah Oliver Ollie Oscar Reggie Reuben Riley Roman Ronnie Rory Rowan Ryan Sebastian"
        " Sonny Stanley Stephen Teddy Theo Toby Tommy Tyler William Zachary"
    ),
    girls=_words(
        "Abigail Ada Alice Amber Amelia Aria Autumn Ava Bella Bonnie Brooke Charlotte Chloe Daisy"
        " Darcie Demi Eden Eleanor Eliza Ella Ellie Elsie Emilia Emily Esme Eva Evie Faith Florence"
        " Freya Georgia Grace Gracie Hallie Hannah Harper Heidi Hollie Holly Hope Imogen Iris Isabelle"
        " Isla Ivy Jasmine Jessica Kayla Kayleigh Keira Lacey Lexi Lilly Lily Lola Lottie Lucy Lyla"
        " Maddison Maisie Martha Matilda Maya Mia Millie Mollie Nancy Olivia Paige Penelope Phoebe"
        " Poppy Robyn Rosie Ruby Scarlett Skye Sophia Sophie Summer Tia Tilly Violet Willow Zara"
    ),
)

POLISH = Heritage(
    "polish",
    men=_words("Piotr Paweł Krzysztof Tomasz Marcin Łukasz Michał Grzegorz Rafał Adam Wojciech"),
    women=_words("Agnieszka Katarzyna Małgorzata Anna Magdalena Joanna Monika Ewa Beata Dorota"),
    boys=_words("Jakub Kacper Filip Szymon Jan Antoni Oskar Dawid Bartosz Igor Oliwier"),
    girls=_words("Zuzanna Julia Maja Zofia Hanna Lena Amelia Oliwia Wiktoria Nikola"),
    surnames=_words(
        "Kowalski Wiśniewski Wójcik Kamiński Zieliński Szymański Woźniak Dąbrowski Kozłowski"
        " Jankowski Mazur Krawczyk Piotrowski Grabowski Nowakowski Pawłowski Wróbel Zając"
    ),
    ethnicities=("WOTH",),
    language="Polish",
)

BENGALI = Heritage(
    "bengali",
    men=_words("Abdul Mohammed Shahid Kamal Rafiq Jamal Faruk Anwar Habib Nazrul Shafiq Delwar"),
    women=_words("Fatema Shirin Nasima Rahima Salma Rukhsana Ayesha Hasina Parvin Taslima Shahida"),
    boys=_words("Muhammad Tahmid Ayaan Ibrahim Yusuf Zayan Rayhan Imran Sakib Adnan Hamza"),
    girls=_words("Aisha Maryam Nusrat Tahmina Sumaiya Anika Zainab Farzana Tasnim Samira"),
    surnames=_words(
        "Rahman Begum Miah Chowdhury Uddin Islam Khatun Hossain Ahmed Ali Akhter Haque Choudhury"
    ),
    ethnicities=("ABAN",),
    language="Bengali",
    own_script={
        "Rahman": "রহমান", "Chowdhury": "চৌধুরী", "Hossain": "হোসেন", "Islam": "ইসলাম",
        "Fatema": "ফাতেমা", "Salma": "সালমা", "Kamal": "কামাল", "Rafiq": "রফিক",
    },
)  # fmt: skip

SOUTH_ASIAN = Heritage(
    "south_asian",
    men=_words("Rajesh Sanjay Imran Asif Tariq Vikram Sunil Amit Khalid Nadeem Harpreet Gurdeep"),
    women=_words("Priti Meena Sunita Nadia Saima Rukhsana Anjali Kavita Farah Shazia Jasvinder"),
    boys=_words("Arjun Aarav Zain Hamza Ibrahim Rohan Haroon Kiran Bilal Dev Ishaan Jaspreet"),
    girls=_words("Aaliyah Amina Anaya Diya Hafsa Ishika Jasleen Kiran Mariam Riya Simran Zahra"),
    surnames=_words(
        "Patel Khan Hussain Singh Kaur Sharma Akhtar Mahmood Iqbal Mistry Malik Bhatt Desai Chaudhry"
    ),
    ethnicities=("AIND", "APKN", "AOTH"),
    language="Punjabi",
)

NIGERIAN = Heritage(
    "nigerian",
    men=_words("Emeka Chinedu Tunde Olumide Babatunde Ikenna Segun Obinna Kunle Femi Uche Nnamdi"),
    women=_words(
        "Ngozi Funmilayo Adaeze Chioma Yetunde Folake Ifeoma Bukola Amaka Titilayo Nkechi"
    ),
    boys=_words("Ayodele Chidi Tobi Kelechi Dami Oluwaseun Emmanuel Samuel Kene Jeremiah Daniel"),
    girls=_words("Temitope Adaora Oluwadamilola Chiamaka Simisola Esther Ebele Zikora Faith Tiwa"),
    surnames=_words(
        "Okafor Adeyemi Okonkwo Balogun Eze Adebayo Nwosu Ogunleye Afolabi Olawale Okeke Onyekachi"
    ),
    ethnicities=("BAFR",),
    language="English",
)

GHANAIAN_AND_ZIMBABWEAN = Heritage(
    "african",
    men=_words("Kwame Kofi Yaw Tendai Tapiwa Farai Kwabena Tinashe Kojo Simba"),
    women=_words("Akosua Ama Abena Rudo Chipo Tariro Efua Nyasha Adwoa Rumbidzai"),
    boys=_words("Kwaku Tanaka Nana Anesu Kobby Takudzwa Joel Caleb Prince"),
    girls=_words("Afia Makanaka Adjoa Tadiwa Blessing Gifty Ruvarashe Joy Naomi"),
    surnames=_words("Mensah Owusu Boateng Asante Moyo Ncube Chikwanha Sibanda Dube Appiah Ofori"),
    ethnicities=("BAFR",),
)

CARIBBEAN = Heritage(
    "caribbean",
    men=_words("Winston Devon Leroy Carlton Marlon Dwayne Trevor Errol Desmond Jermaine"),
    women=_words("Beverley Marcia Yvonne Shanice Monique Jacinta Claudette Tanya Denise Kerry-Ann"),
    boys=_words("Tyrell Jaydon Malachi Kymani Andre Zion Isaiah Rhys Nathaniel Micah"),
    girls=_words("Shanelle Kiara Amara Tiana Ebony Destiny Imani Jada Renée Nevaeh"),
    surnames=_words(
        "Campbell Gordon Clarke Grant Francis Reid Bailey Brown Williams Powell Samuels"
    ),
    ethnicities=("BCRB", "MWBC"),
)

ARABIC = Heritage(
    "arabic",
    men=_words("Ahmad Khaled Omar Yasser Samir Hassan Mahmoud Tarek Bassam Nabil Walid"),
    women=_words("Layla Hanan Amal Rania Samira Huda Noura Dalal Maha Rasha Abeer"),
    boys=_words("Yousef Adam Karim Zaid Ali Hamza Mohammed Rayan Amir Bilal"),
    girls=_words("Noor Jana Salma Lina Yasmin Malak Hala Maryam Reem Dana"),
    surnames=(
        *_words("Haddad Khalil Mansour Nasser Darwish Hamdan Saleh Jaber Barakat Shaheen"),
        "al-Masri", "al-Najjar", "Abu Zayd",
    ),
    ethnicities=("OOTH",),
    language="Arabic",
    own_script={
        "Ahmad": "أحمد", "Khaled": "خالد", "Omar": "عمر", "Hassan": "حسن", "Layla": "ليلى",
        "Hanan": "حنان", "Amal": "أمل", "Noor": "نور", "Yousef": "يوسف", "Maryam": "مريم",
        "Karim": "كريم", "Salma": "سلمى", "Haddad": "حداد", "Khalil": "خليل", "Mansour": "منصور",
        "Nasser": "ناصر", "Darwish": "درويش", "Saleh": "صالح", "al-Masri": "المصري",
        "Rania": "رانيا", "Mahmoud": "محمود", "Samir": "سمير", "Zaid": "زيد", "Lina": "لينا",
        "Yasmin": "ياسمين", "Hamdan": "حمدان", "Jaber": "جابر",
    },
)  # fmt: skip

IRISH = Heritage(
    "irish",
    men=_words("Seán Pádraig Ciarán Declan Eoin Brendan Niall Cormac Diarmuid Kevin Fergal"),
    women=_words("Siobhán Aoife Niamh Gráinne Orla Sinéad Caoimhe Bríd Maeve Róisín Deirdre"),
    boys=_words("Oisín Cillian Fionn Tadhg Conor Darragh Eoghan Rían Shay Cathal"),
    girls=_words("Saoirse Clodagh Éabha Ciara Fiadh Sadhbh Erin Aisling Cara Ríona"),
    surnames=_words(
        "O'Brien O'Connor Murphy Byrne Doherty O'Sullivan Gallagher McCarthy Kavanagh Ní-Dhomhnaill"
        " Brennan O'Reilly Fitzgerald Connolly McLoughlin"
    ),
    ethnicities=("WIRI", "WIRI", "WIRT"),
)

WELSH = Heritage(
    "welsh",
    men=_words("Gareth Rhodri Dafydd Ieuan Huw Geraint Alun Emrys Gwyn Iwan Owain"),
    women=_words("Rhiannon Siân Nerys Bronwen Carys Eleri Menna Delyth Gwenllian Lowri"),
    boys=_words("Macsen Osian Ioan Tomos Gruffydd Ifan Steffan Harri Elis Llŷr"),
    girls=_words("Seren Cadi Mali Ffion Nansi Efa Megan Alys Erin Heledd"),
    surnames=_words(
        "Pritchard Griffiths Llewellyn Evans Bevan Pugh Rees Morgan Probert Gwynne Parry"
    ),
    ethnicities=("WBRI",),
)

EASTERN_EUROPEAN = Heritage(
    "eastern_european",
    men=_words("Andrei Mihai Ion Dmytro Oleksandr Vasile Gheorghe Taras Bogdan Marius"),
    women=_words("Elena Ioana Olena Oksana Mihaela Daniela Natalia Iryna Gabriela Simona"),
    boys=_words("Matei David Artem Maksym Luca Ștefan Nazar Denis Alexandru Danylo"),
    girls=_words("Sofia Daria Anastasia Ilinca Solomiia Bianca Viktoriia Eva Karina Mara"),
    surnames=_words("Popescu Ionescu Shevchenko Kovalenko Bondarenko Munteanu Stoica Rusu Dumitru"),
    ethnicities=("WOTH", "WOTH", "WROM"),
    language="Romanian",
)

NEPALI = Heritage(
    "nepali",
    men=_words("Bishnu Dipak Krishna Ram Suresh Tek Prem Gopal Hari Nar-Bahadur"),
    women=_words("Sita Kamala Gita Bimala Sarita Laxmi Devi Maya Sabina Anju"),
    boys=_words("Aayush Prabin Sujal Nischal Roshan Bibek Samir Anish"),
    girls=_words("Aarohi Prakriti Sneha Asmita Binita Riya Pratiksha Nisha"),
    surnames=_words("Gurung Thapa Rai Limbu Tamang Magar Pun Shrestha Adhikari"),
    ethnicities=("AOTH",),
    language="Nepali",
)

CHINESE = Heritage(
    "chinese",
    men=("Wei", "Ming", "Kwok Wai", "Jun", "Chi Ho", "Hao", "Tsz Kin", "Bo"),
    women=("Mei", "Ling", "Xiu Ying", "Wai Yee", "Hua", "Lan", "Ka Yan", "Fang"),
    boys=("Jayden", "Lok Yin", "Zixuan", "Ethan", "Hei", "Yichen"),
    girls=("Chloe", "Hoi Ching", "Yutong", "Sum Yi", "Jing", "Emily"),
    surnames=_words("Chan Wong Li Zhang Lau Cheung Wang Ng Leung Huang"),
    ethnicities=("CHNE",),
    language="Cantonese",
)

# Near the mix of the two areas, with a little more of the rarer ones so that they are met.
SHARES: dict[Heritage, float] = {
    ENGLISH: 66,
    POLISH: 5,
    IRISH: 4,
    WELSH: 4,
    BENGALI: 3,
    SOUTH_ASIAN: 4,
    NIGERIAN: 3,
    GHANAIAN_AND_ZIMBABWEAN: 1.5,
    CARIBBEAN: 2,
    ARABIC: 2.5,
    EASTERN_EUROPEAN: 2.5,
    NEPALI: 1.5,
    CHINESE: 1,
}

# A made-up person must not share a name with somebody in the news or in the history books.
PUBLIC_FIGURES = frozenset(
    (Path(__file__).parent / "public_figures.txt").read_text(encoding="utf-8").splitlines()
)


def some_full_name(chance: Chance) -> str:
    """A grown-up's first and last name of any heritage."""
    while True:
        heritage = chance.of(SHARES)
        name = f"{chance.choice(heritage.women + heritage.men)} {chance.choice(heritage.surnames)}"
        if name not in PUBLIC_FIGURES:
            return name
