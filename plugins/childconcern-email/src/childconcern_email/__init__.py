"""Requests for service, and alerts to people on duty, by email: encrypted or not at all."""

from childconcern_email.adapter import EmailAdapter
from childconcern_email.alerts import AlertNotSentError, EmailAlerts
from childconcern_email.config import Content, EmailAlertsConfig, EmailConfig
from childconcern_email.settings import EmailSettingError, MailSettings, Security

__all__ = [
    "AlertNotSentError",
    "Content",
    "EmailAdapter",
    "EmailAlerts",
    "EmailAlertsConfig",
    "EmailConfig",
    "EmailSettingError",
    "MailSettings",
    "Security",
]
