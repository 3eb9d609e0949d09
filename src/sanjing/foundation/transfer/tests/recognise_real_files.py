"""Real files with the mapping a person would make; truth as in recognise_office_files."""

from dataclasses import dataclass
from pathlib import Path

from tests.support.shared import real

HERE = Path(__file__).parent / "data"


@dataclass(frozen=True)
class RealFile:
    path: str
    entity: str
    truth: str

    def find(self) -> Path:
        original = Path(self.path)
        local = HERE / f"{original.parent.name}_{original.name}"
        return local if local.exists() else real(self.path)


ACCOUNT_DATA = (
    "code - - name kind|stage|- parent address region:city region:province postal_code country "
    "- - - - - phone - code|- website - industry annual_revenue employees - - description "
    "stage|- - owner - - - - - - - -"
)
OPPORTUNITIES = (
    "reference - customer:code - note state amount - - quantity|- ordered_on - - - - - - - - - "
    "owner - - - - - - - - - -"
)
ADVENTURE = "ship/adventureworks/"
NORTHWIND = "ship/northwind/"
MAVEN = "ship/crm_opportunities_maven/"
SALESFORCE = "ship/export_salesforce_dataloader/"
CHINESE = "test_only/cn_files/"

REAL_FILES = [
    RealFile(
        NORTHWIND + "customers.csv",
        "customers",
        "code name contact_name contact_title address region:city region|region:province "
        "postal_code country phone -",
    ),
    RealFile(
        NORTHWIND + "suppliers.csv",
        "customers",
        "code name contact_name contact_title address region:city region|region:province "
        "postal_code country phone - website",
    ),
    RealFile(
        NORTHWIND + "employees.csv",
        "contacts",
        "- name:last name:first title - birthday - - - - - - phone - - note - -",
    ),
    RealFile(NORTHWIND + "products.csv", "products", "code name - category -|unit price - - - -"),
    RealFile(
        NORTHWIND + "orders.csv",
        "orders",
        "reference customer:code owner ordered_on - - - - -|customer:name - - - - -",
    ),
    RealFile(
        NORTHWIND + "order_details.csv",
        "orders",
        "reference product:code unit_price quantity discount",
    ),
    RealFile(ADVENTURE + "Sales Store.csv", "customers", "code name owner - - -"),
    RealFile(ADVENTURE + "Sales Customer.csv", "customers", "code - - -|region code|- - -"),
    RealFile(
        ADVENTURE + "Sales vStoreWithAddresses.csv",
        "customers",
        "code name - address address:line2 region:city region:province postal_code country",
    ),
    RealFile(
        ADVENTURE + "Sales vStoreWithDemographics.csv",
        "customers",
        "code name - annual_revenue - -|kind founded_year - - - - employees",
    ),
    RealFile(
        ADVENTURE + "Sales vStoreWithContacts.csv",
        "contacts",
        "customer:code customer:name title - name:first name:middle name:last - phone|mobile - "
        "email -",
    ),
    RealFile(ADVENTURE + "Purchasing Vendor.csv", "customers", "code - name - - - website -"),
    RealFile(
        ADVENTURE + "Purchasing vVendorWithContacts.csv",
        "contacts",
        "customer:code customer:name title - name:first name:middle name:last - phone|mobile - "
        "email -",
    ),
    RealFile(
        "ship/contacts_us500/us-500.csv",
        "customers",
        "contact_name:first contact_name:last name address region:city region:district "
        "region:province postal_code phone phone|contact_phone|- email website",
    ),
    RealFile(
        "ship/contacts_us500/us-500.csv",
        "contacts",
        "name:first name:last customer:name - - - - - phone|mobile phone|mobile email -",
    ),
    RealFile(
        MAVEN + "accounts.csv",
        "customers",
        "name industry founded_year annual_revenue employees country|region parent",
    ),
    RealFile(MAVEN + "products.csv", "products", "name category price"),
    RealFile(
        MAVEN + "sales_pipeline.csv",
        "orders",
        "reference owner product customer:name state - ordered_on amount",
    ),
    RealFile(SALESFORCE + "accountData.csv", "customers", ACCOUNT_DATA),
    RealFile(SALESFORCE + "opportunityData.csv", "orders", OPPORTUNITIES),
    RealFile(
        "ship/online_retail/online_retail_2010-12_2011-02.csv.gz",
        "orders",
        "reference product:code product:name quantity ordered_on unit_price customer:code -",
    ),
    RealFile(
        CHINESE + "leadsystem_客户导入模板.xlsx",
        "customers",
        "name contact_name phone email - address industry|- region - description",
    ),
    RealFile(CHINESE + "stock_basic_gbk.csv", "customers", "- -|code code name industry"),
]
