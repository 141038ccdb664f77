"""Requests for service in a council's case system, over SOAP.

No public contract of any LiquidLogic service was found. The WSDL and XSD in
this package are an invented sample, for the simulator and for trying things
out; a council configures its supplier's own, with a mapping file that fits.
"""

from childconcern_liquidlogic.adapter import LiquidLogicAdapter, make_adapter
from childconcern_liquidlogic.config import LiquidLogicConfig, SetUpError, config_problems
from childconcern_liquidlogic.contract import Contract, load_contract
from childconcern_liquidlogic.fitting import mapping_problems, pack_problems
from childconcern_liquidlogic.mapfile import load_mapping, read_mapping
from childconcern_liquidlogic.mapping import MessageMapping
from childconcern_liquidlogic.schema import ContractError
from childconcern_liquidlogic.tables import MappingError

__all__ = [
    "Contract",
    "ContractError",
    "LiquidLogicAdapter",
    "LiquidLogicConfig",
    "MappingError",
    "MessageMapping",
    "SetUpError",
    "config_problems",
    "load_contract",
    "load_mapping",
    "make_adapter",
    "mapping_problems",
    "pack_problems",
    "read_mapping",
]
